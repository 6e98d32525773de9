import type { Actor } from './actor.ts'
import { can, mayGrant, reachOf } from './policy.ts'
import { clonedPermissions, type Role } from './role.ts'

export type RoleAction = 'holders' | 'edit' | 'copy' | 'archive'

/** What this actor may do with a role, in the order of a menu: only what is theirs to give is theirs to change. */
export function roleActionsFor(actor: Actor, role: Pick<Role, 'key' | 'name' | 'permissions'>): RoleAction[] {
  const isTheirs = role.key === null && mayGrant(actor, role)
  const mayCopy = mayGrant(actor, { name: role.name, permissions: clonedPermissions(role) })
  return [
    ...(reachOf(actor, 'user.list') ? (['holders'] as const) : []),
    ...(isTheirs && can(actor, 'role.edit') ? (['edit'] as const) : []),
    ...(mayCopy && can(actor, 'role.create') ? (['copy'] as const) : []),
    ...(isTheirs && can(actor, 'role.archive') ? (['archive'] as const) : []),
  ]
}
