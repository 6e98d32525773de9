import { type Permission, permissions } from './permission.ts'

export interface Role {
  id: string
  organizationId: string
  /** Set on built-in roles only; the name may be changed, the key may not. */
  key: BuiltInKey | null
  name: string
  permissions: Permission[]
  archivedAt: Date | null
}

export type BuiltInKey = 'owner' | 'admin' | 'manager' | 'member'

/** Every organization starts with these; who holds `owner` can never run out. */
export const builtInRoles: { key: BuiltInKey; name: string; permissions: Permission[] }[] = [
  { key: 'owner', name: 'Owner', permissions: [...permissions] },
  { key: 'admin', name: 'Admin', permissions: permissions.filter((it) => it !== 'organization.own') },
  { key: 'manager', name: 'Manager', permissions: ['users.read', 'invitations.read', 'invitations.request'] },
  { key: 'member', name: 'Member', permissions: [] },
]

/** The union of what several roles allow. */
export const permissionsOf = (roles: Pick<Role, 'permissions'>[]): Set<Permission> =>
  new Set(roles.flatMap((role) => role.permissions))
