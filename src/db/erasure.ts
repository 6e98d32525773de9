import type { User } from '../domain/user.ts'
import type { Tx } from './database.ts'
import { forgetContact } from './organizations.ts'
import { rowOf } from './row.ts'

const Users = rowOf<User>('users')

/** People whose undo window has closed. Two instances that look at once share them out. */
export async function due(tx: Tx, now: Date, limit: number): Promise<Whom[]> {
  return Users.query(tx)
    .select('organizationId', 'id')
    .where('purgeAt', '<=', now)
    .orderBy('purgeAt')
    .limit(limit)
}

export type Whom = Pick<User, 'organizationId' | 'id'>

/** Held, if they are still to be erased and nobody else is at it. */
export async function take(tx: Tx, { organizationId, id }: Whom, now: Date): Promise<User | undefined> {
  return Users.query(tx).findOne({ organizationId, id }).where('purgeAt', '<=', now).forUpdate().skipLocked()
}

/** What the audit keeps is that something happened to this id; who that was goes, and that it went stays on record. */
const eraseDetails = `
  with told as (
    select e.organization_id, e.id from audit_entries e
    where e.organization_id = :organizationId and (
      e.target_id = :userId or e.actor_id = :userId
      or e.target_id in (select id from invitations where organization_id = :organizationId
                         and (user_id = :userId or address = :address))
      or e.target_id in (select id from sessions where organization_id = :organizationId and user_id = :userId))
  ), gone as (
    delete from audit_details d using told
    where d.organization_id = told.organization_id and d.entry_id = told.id
    returning d.organization_id, d.entry_id
  )
  insert into audit_erasures (organization_id, entry_id, erased_at)
  select organization_id, entry_id, :now from gone`

/** Invitations of this person keep their dates and states; those by this person lose the name. */
const forgetInInvitations = `
  update invitations set
    email = case when user_id = :userId or address = :address then null else email end,
    message = case when user_id = :userId or inviter_id = :userId or address = :address then null else message end,
    ended_why = case when user_id = :userId or address = :address then null else ended_why end,
    address = case when user_id = :userId or address = :address then null else address end,
    inviter_name = case when inviter_id = :userId then 'Somebody who has left' else inviter_name end,
    inviter_id = nullif(inviter_id, :userId),
    approver_id = nullif(approver_id, :userId),
    ended_by_id = nullif(ended_by_id, :userId),
    user_id = nullif(user_id, :userId),
    reminder_id = case when inviter_id = :userId then null else reminder_id end
  where organization_id = :organizationId
    and (user_id = :userId or address = :address or inviter_id = :userId or approver_id = :userId or ended_by_id = :userId)`

const forgetMailServersWords = `
  update delivery_events set detail = null
  where organization_id = :organizationId and detail is not null
    and invitation_id in (select id from invitations where organization_id = :organizationId
                            and (user_id = :userId or address = :address))`

/** What a provider asked and heard of them; that it did, and when, stays. Behind chr(63), a question mark, filters stand. */
const forgetInExchanges = `
  update exchanges set request = null, answer = null, changes = null, path = split_part(path, chr(63), 1),
    said = 'It was about somebody who has been erased.'
  where organization_id = :organizationId and (
    strpos(concat_ws(' ', path, request, answer, changes::text), :userId) > 0
    or (:address <> '' and strpos(lower(concat_ws(' ', path, request, answer, said, changes::text)), :address) > 0))`

/** What a provider would hear once more; it asks anew instead. */
const forgetAnswers = `
  delete from request_keys where organization_id = :organizationId and (
    strpos(answer, :userId) > 0 or (:address <> '' and strpos(lower(answer), :address) > 0))`

/** Everything that names this person, in a handful of statements; their id stays as the pseudonym in the audit. */
export async function erase(tx: Tx, { organizationId, id: userId, address }: User, now: Date): Promise<void> {
  const of = { organizationId, userId, address: address ?? '', now }
  await tx.raw(eraseDetails, of)
  await tx.raw(forgetMailServersWords, of)
  await tx.raw(forgetInInvitations, of)
  await tx.raw(forgetInExchanges, of)
  await tx.raw(forgetAnswers, of)
  await forgetContact(tx, organizationId, userId)
  await tx('grants').where({ organizationId, grantedById: userId }).update({ grantedById: null })
  await tx('stagedRuns').where({ organizationId, userId }).update({ userId: null })
  await tx('stagedRuns').where({ organizationId, stoppedById: userId }).update({ stoppedById: null })
  await tx('users').where({ organizationId, managerId: userId }).update({ managerId: null })
  await tx('sessions').where({ organizationId, revokedById: userId }).update({ revokedById: null })
  await Users.query(tx).delete().where({ organizationId, id: userId })
}
