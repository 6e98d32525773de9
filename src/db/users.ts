import { Refusal } from '../domain/refusal.ts'
import { searchedFields } from '../domain/search-text.ts'
import type { User } from '../domain/user.ts'
import type { Tx } from './database.ts'
import { isId } from './id.ts'
import { rowOf, select } from './row.ts'
import { type SearchColumns, searchColumns } from './search-columns.ts'

const Users = rowOf<User & SearchColumns>('users')

type Moment = { [K in keyof User]: Date extends User[K] ? K : never }[keyof User]

/** A row is a User and nothing more: what it is searched by is long, and of use to the index alone. */
const isColumn: { [K in keyof User]: K extends Moment ? 'moment' : true } = {
  organizationId: true,
  id: true,
  email: true,
  address: true,
  phone: true,
  deliveryEmail: true,
  firstName: true,
  lastName: true,
  displayName: true,
  gender: true,
  birthday: true,
  position: true,
  managerId: true,
  avatarUrl: true,
  origin: true,
  departmentId: true,
  unitId: true,
  emailVerifiedAt: 'moment',
  createdAt: 'moment',
  invitedAt: 'moment',
  activatedAt: 'moment',
  registeredAt: 'moment',
  suspendedAt: 'moment',
  deletedAt: 'moment',
  purgeAt: 'moment',
  mustChangePassword: true,
  lockedUntil: 'moment',
  lastLoginAt: 'moment',
  lastActivityAt: 'moment',
  version: true,
}
const columns = Object.keys(isColumn) as (keyof User)[]

/** What is a text in JSON, and a date in a User. */
export const userMoments = columns.filter((it) => isColumn[it] === 'moment')

/** The same in a statement that speaks SQL itself. */
export const userColumns = (table: string): string =>
  columns
    .map((it) => `${table}.${it.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)} "${it}"`)
    .join(', ')

const rows = (tx: Tx) => Users.query(tx).select(columns)
const nobodyYet = {
  firstName: null,
  lastName: null,
  displayName: null,
  email: null,
  deliveryEmail: null,
  phone: null,
}
const withSearch = (it: Partial<User>) => ({ ...it, ...searchColumns({ ...nobodyYet, ...it }) })

export async function lock(tx: Tx, organizationId: string, id: string): Promise<User> {
  const found = isId(id) ? await rows(tx).findOne({ organizationId, id }).forNoKeyUpdate() : undefined
  if (!found) throw new Refusal('not-found', { what: 'user' })
  return found
}

/** Somebody who may have gone meanwhile, held against going now. */
export async function holdIfThere(tx: Tx, organizationId: string, id: string): Promise<User | undefined> {
  return rows(tx).findOne({ organizationId, id }).forNoKeyUpdate()
}

export async function findIfThere(tx: Tx, organizationId: string, id: string): Promise<User | undefined> {
  return rows(tx).findOne({ organizationId, id })
}

export async function find(tx: Tx, organizationId: string, id: string): Promise<User> {
  const found = isId(id) ? await rows(tx).findOne({ organizationId, id }) : undefined
  if (!found) throw new Refusal('not-found', { what: 'user' })
  return found
}

/** Several at once, each of whom must exist, in the order in which everybody takes them. */
export async function lockAll(tx: Tx, organizationId: string, ids: string[]): Promise<User[]> {
  const wanted = [...new Set(ids.map((id) => id.toLowerCase()))]
  const found = wanted.every(isId)
    ? await Users.query(tx).where({ organizationId }).whereIn('id', wanted).orderBy('id').forNoKeyUpdate()
    : []
  if (found.length < wanted.length) throw new Refusal('not-found', { what: 'user' })
  return found
}

/** Those of them who are there, in the order in which everybody takes them. */
export const lockThere = async (tx: Tx, organizationId: string, ids: string[]): Promise<User[]> =>
  ids.length === 0 ? [] : rows(tx).where({ organizationId }).whereIn('id', ids).orderBy('id').forNoKeyUpdate()

/** Deleted ones included: their address stays reserved until the purge. */
export const byAddresses = async (tx: Tx, organizationId: string, addresses: string[]): Promise<User[]> =>
  rows(tx).where({ organizationId }).whereIn('address', addresses)

/** Deleted, and not yet erased. */
export async function undoable(
  tx: Tx,
  organizationId: string,
  withinGroups: readonly string[] | null,
  now: Date,
  limit: number,
): Promise<User[]> {
  const found = rows(tx).where({ organizationId }).where('purgeAt', '>', now)
  if (withinGroups)
    found.whereIn(
      'id',
      tx('groupMembers').select('userId').where({ organizationId }).whereIn('groupId', withinGroups),
    )
  return found.orderBy('deletedAt', 'desc').limit(limit)
}

/** Those of them that were free; another transaction may have taken one since we looked. */
export async function insertNew(tx: Tx, people: Partial<User>[]): Promise<User[]> {
  if (people.length === 0) return []
  return tx('users').insert(people.map(withSearch)).onConflict().ignore().returning(columns)
}

/**
 * Every write moves the version, so that an edit made from an old page is noticed; and every write of a name, an
 * address or a phone writes what the person is found by.
 */
export async function save(tx: Tx, user: User, change: Partial<User>): Promise<User> {
  const version = user.version + 1
  const isSearched = searchedFields.some((it) => it in change)
  await Users.query(tx)
    .patch({ ...change, ...(isSearched ? searchColumns({ ...user, ...change }) : {}), version })
    .where({ organizationId: user.organizationId, id: user.id })
  return { ...user, ...change, version }
}

/** What a provider is shown of somebody it has made: it is told when that was changed last, by whomever. */
export async function saveShown(tx: Tx, user: User, change: Partial<User>, now: Date): Promise<User> {
  const saved = await save(tx, user, change)
  await tx('provisionedUsers')
    .where({ organizationId: user.organizationId, userId: user.id })
    .update({ changedAt: now })
  return saved
}

/** Staged people become invited in one statement; those that something else befell meanwhile are left out. */
export async function markInvited(tx: Tx, organizationId: string, ids: string[], now: Date): Promise<User[]> {
  if (ids.length === 0) return []
  return tx('users')
    .where({ organizationId, state: 'staged' })
    .whereIn('id', ids)
    .update({ invitedAt: now, version: tx.raw('version + 1') })
    .returning(columns)
}

/** Whether this person is that one, or stands somewhere below them. Ask while holding the organization. */
export async function isManagedBy(
  tx: Tx,
  organizationId: string,
  id: string,
  byId: string,
): Promise<boolean> {
  const found = await select(
    tx,
    `with recursive line as (
       select cast(:id as uuid) id
       union
       select u.manager_id from users u join line on u.id = line.id
       where u.organization_id = :organizationId and u.manager_id is not null
     )
     select 1 from line where id = :byId`,
    { organizationId, id, byId },
  )
  return found.length > 0
}

/** Those of them who would stand somewhere above themselves, were they led so. Ask while holding the organization. */
export async function wouldManageThemselves(
  tx: Tx,
  organizationId: string,
  led: { id: string; managerId: string | null }[],
): Promise<string[]> {
  const rows = await select<{ id: string }>(
    tx,
    `with recursive line as (
       select id as led, manager_id as above
       from jsonb_to_recordset(cast(:led as jsonb)) as it(id uuid, manager_id uuid)
       union
       select line.led, u.manager_id from line join users u on u.id = line.above
       where u.organization_id = :organizationId and u.manager_id is not null
     )
     select distinct led id from line where led = above`,
    { organizationId, led: JSON.stringify(led.map(({ id, managerId }) => ({ id, manager_id: managerId }))) },
  )
  return rows.map((it) => it.id)
}

/** A sign-in is no edit: who looks at the record meanwhile may still save it. */
export async function noteSignIn(tx: Tx, user: User, now: Date): Promise<void> {
  const { organizationId, id } = user
  await Users.query(tx)
    .patch({ lastLoginAt: now, lastActivityAt: now, lockedUntil: null })
    .where({ organizationId, id })
}

/** A person that only an invitation had made. The invitation keeps its snapshot and lets go of the row. */
export async function removeUnregistered(tx: Tx, user: User): Promise<void> {
  const { organizationId, id } = user
  await tx.raw(
    `update invitations set user_id = null, ended_by_id = nullif(ended_by_id, :id)
     where organization_id = :organizationId and user_id = :id`,
    { organizationId, id },
  )
  await tx('users').where({ organizationId, managerId: id }).update({ managerId: null })
  await Users.query(tx).delete().where({ organizationId, id })
}

/**
 * Their invitations ended unanswered: whom nothing but an invitation had made is gone, the
 * others are staged again.
 */
export async function withdrawMany(tx: Tx, organizationId: string, ids: string[]): Promise<void> {
  if (ids.length === 0) return
  const of = { organizationId, ids }
  const gone = `select id from users where organization_id = :organizationId and id = any(:ids::uuid[])
    and state = 'invited' and origin = 'invite' and registered_at is null and activated_at is null`
  await tx.raw(
    `with gone as (${gone})
     update invitations i set user_id = case when i.user_id in (select id from gone) then null else i.user_id end,
       ended_by_id = case when i.ended_by_id in (select id from gone) then null else i.ended_by_id end
     where i.organization_id = :organizationId and (i.user_id in (select id from gone) or i.ended_by_id in (select id from gone))`,
    of,
  )
  await tx.raw(
    `update users set manager_id = null where organization_id = :organizationId and manager_id in (${gone})`,
    of,
  )
  await tx.raw(`delete from users where organization_id = :organizationId and id in (${gone})`, of)
  await tx.raw(
    `update users set invited_at = null, version = version + 1
     where organization_id = :organizationId and id = any(:ids::uuid[]) and state = 'invited'`,
    of,
  )
}

/** What one signs in with, in the one form in which it is stored. */
export type Identity = { address: string } | { phone: string }

export interface SignInCandidate {
  organizationId: string
  organizationName: string
  userId: string
  passwordHash: string | null
  temporaryUntil: Date | null
}

/** Everybody this identity could be, in whatever organization: the password decides. */
export const signInCandidates = async (
  tx: Tx,
  identity: Identity,
  organizationId: string | null = null,
): Promise<SignInCandidate[]> =>
  select<SignInCandidate>(
    tx,
    `select u.organization_id "organizationId", o.name "organizationName", u.id "userId",
            c.password_hash "passwordHash", c.temporary_until "temporaryUntil"
     from users u
     join organizations o on o.id = u.organization_id
     left join credentials c on c.organization_id = u.organization_id and c.user_id = u.id
     where u.${'phone' in identity ? 'phone' : 'address'} = :identity
       and (cast(:organizationId as uuid) is null or u.organization_id = :organizationId)
     order by u.last_login_at desc nulls last, u.created_at
     limit 50`,
    { identity: 'phone' in identity ? identity.phone : identity.address, organizationId },
  )

/** For administrators to see; what refuses the next try is the count itself. */
export async function noteLock(tx: Tx, organizationId: string, id: string, lockedUntil: Date): Promise<void> {
  await Users.query(tx).patch({ lockedUntil }).where({ organizationId, id })
}
