import { Refusal } from '../domain/refusal.ts'
import type { User } from '../domain/user.ts'
import type { Tx } from './database.ts'
import { isId } from './id.ts'
import { rowOf, select } from './row.ts'

const Users = rowOf<User>('users')

export async function lock(tx: Tx, organizationId: string, id: string): Promise<User> {
  const found = isId(id) ? await Users.query(tx).findOne({ organizationId, id }).forNoKeyUpdate() : undefined
  if (!found) throw new Refusal('not-found', { what: 'user' })
  return found
}

export async function find(tx: Tx, organizationId: string, id: string): Promise<User> {
  const found = isId(id) ? await Users.query(tx).findOne({ organizationId, id }) : undefined
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

/** Deleted ones included: their address stays reserved until the purge. */
export const byAddresses = async (tx: Tx, organizationId: string, addresses: string[]): Promise<User[]> =>
  Users.query(tx).where({ organizationId }).whereIn('address', addresses)

/** Those of them that were free; another transaction may have taken one since we looked. */
export async function insertNew(tx: Tx, rows: Partial<User>[]): Promise<User[]> {
  if (rows.length === 0) return []
  return tx('users').insert(rows).onConflict().ignore().returning('*')
}

/** Every write moves the version, so that an edit made from an old page is noticed. */
export async function save(tx: Tx, user: User, change: Partial<User>): Promise<User> {
  const version = user.version + 1
  await Users.query(tx)
    .patch({ ...change, version })
    .where({ organizationId: user.organizationId, id: user.id })
  return { ...user, ...change, version }
}

/** Staged people become invited in one statement; those that something else befell meanwhile are left out. */
export async function markInvited(tx: Tx, organizationId: string, ids: string[], now: Date): Promise<User[]> {
  if (ids.length === 0) return []
  return tx('users')
    .where({ organizationId, state: 'staged' })
    .whereIn('id', ids)
    .update({ invitedAt: now, version: tx.raw('version + 1') })
    .returning('*')
}

/** A person that only an invitation had made. The invitation keeps its snapshot and lets go of the row. */
export async function removeUnregistered(tx: Tx, user: User): Promise<void> {
  const { organizationId, id } = user
  await tx.raw(
    `update invitations set user_id = null, ended_by_id = nullif(ended_by_id, :id)
     where organization_id = :organizationId and user_id = :id`,
    { organizationId, id },
  )
  await Users.query(tx).delete().where({ organizationId, id })
}

export interface SignInCandidate {
  organizationId: string
  organizationName: string
  userId: string
  passwordHash: string | null
  temporaryUntil: Date | null
}

/** Everybody this identity could be, in whatever organization: the password decides. */
export const signInCandidates = async (tx: Tx, address: string): Promise<SignInCandidate[]> =>
  select<SignInCandidate>(
    tx,
    `select u.organization_id "organizationId", o.name "organizationName", u.id "userId",
            c.password_hash "passwordHash", c.temporary_until "temporaryUntil"
     from users u
     join organizations o on o.id = u.organization_id
     left join credentials c on c.organization_id = u.organization_id and c.user_id = u.id
     where u.address = :address
     order by u.last_login_at desc nulls last, u.created_at
     limit 10`,
    { address },
  )

/** For administrators to see; what refuses the next try is the count itself. */
export async function noteLock(tx: Tx, organizationId: string, id: string, lockedUntil: Date): Promise<void> {
  await Users.query(tx).patch({ lockedUntil }).where({ organizationId, id })
}
