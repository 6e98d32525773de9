import type { Permission } from '../domain/permission.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Role } from '../domain/role.ts'
import type { User } from '../domain/user.ts'
import type { Tx } from './database.ts'
import { isId } from './id.ts'
import { rowOf, select } from './row.ts'

const Roles = rowOf<Role & { createdAt: Date }>('roles')

export async function insertMany(tx: Tx, rows: (Role & { createdAt: Date })[]): Promise<void> {
  await Roles.query(tx).insert(rows)
}

/** Those that may be given. None of them can be archived until this transaction has ended. */
export const inUse = async (tx: Tx, organizationId: string): Promise<Role[]> =>
  Roles.query(tx)
    .where({ organizationId })
    .whereNull('archivedAt')
    .orderBy('createdAt')
    .orderBy('name')
    .forKeyShare()

/** The same for those that are named; each must exist, archived or not. */
export async function named(tx: Tx, organizationId: string, ids: string[]): Promise<Role[]> {
  const wanted = [...new Set(ids.map((id) => id.toLowerCase()))]
  if (!wanted.every(isId)) throw new Refusal('not-found', { what: 'role' })
  const found = await Roles.query(tx)
    .where({ organizationId })
    .whereIn('id', wanted)
    .orderBy('id')
    .forKeyShare()
  if (found.length < wanted.length) throw new Refusal('not-found', { what: 'role' })
  return found
}

/** Held against everybody who would give or promise it meanwhile. */
export async function lock(tx: Tx, organizationId: string, id: string): Promise<Role> {
  const found = isId(id) ? await Roles.query(tx).findOne({ organizationId, id }).forUpdate() : undefined
  if (!found) throw new Refusal('not-found', { what: 'role' })
  return found
}

/** Every write moves the version, so that an edit made from an old page is noticed. */
export async function save(tx: Tx, role: Role, change: Partial<Role>): Promise<Role> {
  const { organizationId, id } = role
  const version = role.version + 1
  await Roles.query(tx)
    .patch({ ...change, version })
    .where({ organizationId, id })
  return { ...role, ...change, version }
}

/** A role, and how many people and open invitations a change to it would concern. */
export interface RoleInUse extends Role {
  holders: number
  promises: number
}

/**
 * Those that are not archived, in the order they were made, or just one. Holders include the deleted who can
 * still be brought back.
 */
export const used = async (tx: Tx, organizationId: string, now: Date, id?: string): Promise<RoleInUse[]> =>
  select<RoleInUse>(
    tx,
    `select r.organization_id "organizationId", r.id, r.key, r.name, r.permissions, r.reach,
            r.archived_at "archivedAt", r.version,
            (select count(distinct g.user_id)::int from grants g
             where g.organization_id = r.organization_id and g.role_id = r.id
               and (g.expires_at is null or g.expires_at > :now)) holders,
            (select count(*)::int from invitation_grants p
             join invitations i on i.organization_id = p.organization_id and i.id = p.invitation_id
             where p.organization_id = r.organization_id and p.role_id = r.id and i.ending is null) promises
     from roles r
     where r.organization_id = :organizationId
       and case when :id::uuid is null then r.archived_at is null else r.id = :id::uuid end
     order by r.id`,
    { organizationId, now, id: id ?? null },
  )

/** What an invitation promises. */
export const promisedBy = async (tx: Tx, organizationId: string, invitationId: string): Promise<Role[]> =>
  Roles.query(tx)
    .where({ organizationId })
    .whereIn('id', tx('invitationGrants').select('roleId').where({ organizationId, invitationId }))
    .orderBy('name')

/** For good: what somebody held for a while, or what ended but was not yet cleared away, lasts from now on. */
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
    .onConflict(tx.raw('(organization_id, user_id, role_id) where site_id is null'))
    .merge({ source: 'manual', expiresAt: null, warnAt: null })
    .where('grants.source', 'temporary')
}

/**
 * Owners for good who could sign in right now, and tomorrow: whoever was given a temporary password has not come in
 * yet, and after a day never will. Ask while holding the organization's lock.
 */
export async function lastingOwners(tx: Tx, organizationId: string): Promise<string[]> {
  const rows = await select<{ id: string }>(
    tx,
    `select distinct u.id
     from grants g
     join roles r on r.organization_id = g.organization_id and r.id = g.role_id and r.key = 'owner'
     join users u on u.organization_id = g.organization_id and u.id = g.user_id and u.state = 'active'
     where g.organization_id = :organizationId and g.site_id is null and g.expires_at is null
       and u.registered_at is not null`,
    { organizationId },
  )
  return rows.map((it) => it.id)
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

type Named = Pick<User, 'id' | 'displayName' | 'firstName' | 'lastName'>

/** Active people who may do this to everybody, and the contact before them: those first who were here last. */
export const whoMay = async (
  tx: Tx,
  organizationId: string,
  permission: Permission,
  contactId: string | null,
  now: Date,
  limit: number,
): Promise<Named[]> =>
  select<Named>(
    tx,
    `select u.id, u.display_name "displayName", u.first_name "firstName", u.last_name "lastName"
     from users u
     where u.organization_id = :organizationId and u.state = 'active' and (u.id = cast(:contactId as uuid) or u.id in (
       select g.user_id from grants g
       join roles r on r.organization_id = g.organization_id and r.id = g.role_id
       where g.organization_id = :organizationId and g.site_id is null and r.reach = 'everybody'
         and :permission = any(r.permissions) and (g.expires_at is null or g.expires_at > :now)))
     order by coalesce(u.id = cast(:contactId as uuid), false) desc, u.last_activity_at desc nulls last, u.id
     limit :limit`,
    { organizationId, permission, contactId, now, limit },
  )
