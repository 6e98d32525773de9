import type { Permission } from '../domain/permission.ts'
import type { Role } from '../domain/role.ts'
import type { Tx } from './database.ts'
import { rowOf, select } from './row.ts'

const Roles = rowOf<Role & { createdAt: Date }>('roles')

export async function insertMany(tx: Tx, rows: (Role & { createdAt: Date })[]): Promise<void> {
  await Roles.query(tx).insert(rows)
}

export const inUse = async (tx: Tx, organizationId: string): Promise<Role[]> =>
  Roles.query(tx).where({ organizationId }).whereNull('archivedAt').orderBy('createdAt').orderBy('name')

/** What an invitation promises. */
export const promisedBy = async (tx: Tx, organizationId: string, invitationId: string): Promise<Role[]> =>
  Roles.query(tx)
    .where({ organizationId })
    .whereIn('id', tx('invitationGrants').select('roleId').where({ organizationId, invitationId }))
    .orderBy('name')

export interface GrantedRole {
  key: string | null
  name: string
  permissions: Permission[]
}

/** What a user holds for the whole organization at this moment; grants end at their second, without a job. */
export const heldBy = async (
  tx: Tx,
  organizationId: string,
  userId: string,
  now: Date,
): Promise<GrantedRole[]> =>
  select<GrantedRole>(
    tx,
    `select r.key, r.name, r.permissions
     from grants g join roles r on r.organization_id = g.organization_id and r.id = g.role_id
     where g.organization_id = :organizationId and g.user_id = :userId
       and g.site_id is null and (g.expires_at is null or g.expires_at > :now)
     order by r.name`,
    { organizationId, userId, now },
  )

export async function grant(
  tx: Tx,
  grants: {
    organizationId: string
    id: string
    userId: string
    roleId: string
    grantedById: string | null
    createdAt: Date
  }[],
): Promise<void> {
  if (grants.length === 0) return
  await tx('grants')
    .insert(grants.map((it) => ({ ...it, source: 'manual' })))
    .onConflict()
    .ignore()
}

/** Owners who could sign in right now, other than this one. Ask while holding the organization's lock. */
export async function otherUsableOwners(
  tx: Tx,
  organizationId: string,
  userId: string,
  now: Date,
): Promise<number> {
  const [row] = await select<{ count: number }>(
    tx,
    `select count(distinct u.id)::int count
     from grants g
     join roles r on r.organization_id = g.organization_id and r.id = g.role_id and r.key = 'owner'
     join users u on u.organization_id = g.organization_id and u.id = g.user_id and u.state = 'active'
     where g.organization_id = :organizationId and g.user_id <> :userId and g.site_id is null
       and (g.expires_at is null or g.expires_at > :now)`,
    { organizationId, userId, now },
  )
  return row?.count ?? 0
}

/** A few of those who answer for the organization, to be told what nobody else can be. */
export async function ownersOf(tx: Tx, organizationId: string, now: Date): Promise<string[]> {
  const rows = await select<{ id: string }>(
    tx,
    `select distinct u.id
     from grants g
     join roles r on r.organization_id = g.organization_id and r.id = g.role_id and r.key = 'owner'
     join users u on u.organization_id = g.organization_id and u.id = g.user_id and u.state = 'active'
     where g.organization_id = :organizationId and g.site_id is null
       and (g.expires_at is null or g.expires_at > :now)
     order by u.id limit 5`,
    { organizationId, now },
  )
  return rows.map((it) => it.id)
}
