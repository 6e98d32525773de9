import { type Permission, permissions } from './permission.ts'
import { Refusal } from './refusal.ts'

export interface Role {
  id: string
  organizationId: string
  /** Set on built-in roles only, which stay as they are. */
  key: BuiltInKey | null
  name: string
  permissions: Permission[]
  archivedAt: Date | null
}

export type BuiltInKey = 'owner' | 'admin' | 'manager' | 'member'

/** What makes an owner; the built-in role alone holds it, so that owners can be counted. */
const OWNING: Permission = 'organization.own'

/** Every organization starts with these; who holds `owner` can never run out. */
export const builtInRoles: { key: BuiltInKey; name: string; permissions: Permission[] }[] = [
  { key: 'owner', name: 'Owner', permissions: [...permissions] },
  { key: 'admin', name: 'Admin', permissions: permissions.filter((it) => it !== OWNING) },
  { key: 'manager', name: 'Manager', permissions: ['users.read', 'invitations.read', 'invitations.request'] },
  { key: 'member', name: 'Member', permissions: [] },
]

/** The union of what several roles allow. */
export const permissionsOf = (roles: Pick<Role, 'permissions'>[]): Set<Permission> =>
  new Set(roles.flatMap((role) => role.permissions))

/** What a role of the organization's own may hold, each once and in the order everybody lists them. */
export function permissionsFrom(typed: string[]): Permission[] {
  const usable: string[] = permissions.filter((it) => it !== OWNING)
  const unusable = typed.find((it) => !usable.includes(it))
  if (unusable !== undefined) throw new Refusal('permission-unusable', { permission: unusable })
  return permissions.filter((it) => typed.includes(it))
}

/** All that the original allows, except to own the organization. */
export const clonedPermissions = (of: Pick<Role, 'permissions'>): Permission[] =>
  of.permissions.filter((it) => it !== OWNING)

export function mustBeChangeable(role: Role): void {
  if (role.key) throw new Refusal('role-built-in', { role: role.name })
  mustBeInUse(role)
}

export function mustBeInUse(it: Pick<Role, 'name' | 'archivedAt'>): void {
  if (it.archivedAt) throw new Refusal('archived', { name: it.name })
}
