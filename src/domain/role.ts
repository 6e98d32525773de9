import { type Permission, permissions } from './permission.ts'
import { Refusal } from './refusal.ts'

export interface Role {
  id: string
  organizationId: string
  /** Set on built-in roles only, which stay as they are. */
  key: BuiltInKey | null
  name: string
  permissions: Permission[]
  reach: Reach
  archivedAt: Date | null
  version: number
}

/** Over whom its permissions hold: everybody, or the people of the teams that whoever holds it belongs to. */
export const reaches = ['everybody', 'own-teams'] as const
export type Reach = (typeof reaches)[number]

export type BuiltInKey = 'owner' | 'admin' | 'manager' | 'member'

/** What makes an owner; the built-in role alone holds it, so that owners can be counted. */
const OWNING: Permission = 'organization.own'

/** Every organization starts with these; who holds `owner` can never run out. */
export const builtInRoles: { key: BuiltInKey; name: string; permissions: Permission[]; reach: Reach }[] = [
  { key: 'owner', name: 'Owner', permissions: [...permissions], reach: 'everybody' },
  {
    key: 'admin',
    name: 'Admin',
    permissions: permissions.filter((it) => it !== OWNING),
    reach: 'everybody',
  },
  {
    key: 'manager',
    name: 'Manager',
    permissions: ['users.read', 'invitations.read', 'invitations.request'],
    reach: 'own-teams',
  },
  { key: 'member', name: 'Member', permissions: [], reach: 'everybody' },
]

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

export const reachFrom = (typed: string): Reach => {
  const found = reaches.find((it) => it === typed)
  if (!found) throw new Refusal('choice-unknown', { field: 'reach', typed, known: reaches })
  return found
}

/** An edit that was begun on an older page is noticed. */
export function mustBeNewestRole(it: Pick<Role, 'version'>, version: number | undefined): void {
  if (version !== undefined && version !== it.version) throw new Refusal('changed-meanwhile')
}

export function mustBeInUse(it: Pick<Role, 'name' | 'archivedAt'>): void {
  if (it.archivedAt) throw new Refusal('archived', { name: it.name })
}
