import type { DigestSettings } from '../domain/digest.ts'
import type { Tx } from './database.ts'
import { undelivered } from './dead-letters.ts'
import { newId } from './id.ts'
import { select } from './row.ts'

export interface DueDigest extends DigestSettings {
  organizationId: string
  reminderChannel: string | null
}

/** Organizations that are to be looked at, held: others that look at this moment take others. */
export const claim = (tx: Tx, now: Date, limit: number): Promise<DueDigest[]> =>
  select<DueDigest>(
    tx,
    `select id "organizationId", time_zone "timeZone", business_from "businessFrom", business_until "businessUntil",
       business_days "businessDays", digest_on "digestOn", suspended_at "suspendedAt", created_at "createdAt",
       last_digest_at "lastDigestAt", reminder_channel "reminderChannel"
     from organizations where digest_at <= :now order by digest_at limit :limit for no key update skip locked`,
    { now, limit },
  )

export async function noteLooked(
  tx: Tx,
  looked: { organizationId: string; lookAgainAt: Date; isDone: boolean }[],
  now: Date,
): Promise<void> {
  await tx.raw(
    `update organizations o set digest_at = l.look_again_at,
       last_digest_at = case when l.is_done then :now else o.last_digest_at end
     from unnest(:ids::uuid[], :lookAgainAt::timestamptz[], :isDone::boolean[]) l(id, look_again_at, is_done)
     where o.id = l.id`,
    {
      ids: looked.map((it) => it.organizationId),
      lookAgainAt: looked.map((it) => it.lookAgainAt),
      isDone: looked.map((it) => it.isDone),
      now,
    },
  )
}

/** A clock looks at it at once, and decides by the settings of then. */
export async function lookAgain(tx: Tx, organizationId: string, now: Date): Promise<void> {
  await tx('organizations').where({ id: organizationId }).update({ digestAt: now })
}

/** What ran out, and was neither answered nor sent again since a digest last said so. */
const leftLying = `i.organization_id = :organizationId and i.ending is null and i.expires_at <= :now
  and (i.approval_asked_at is null or i.approved_at is not null)
  and not exists (select from reminders d where d.organization_id = i.organization_id and d.id = i.digest_id
    and d.created_at > i.sent_at)`

export interface Leftovers {
  expired: number
  staged: number
  undelivered: number
}

/** Whether there is anything to say, in one statement. */
export async function leftovers(tx: Tx, organizationId: string, now: Date): Promise<Leftovers> {
  const [found] = await select<Leftovers>(
    tx,
    `select (select count(*)::int from invitations i where ${leftLying}) expired,
       ${neverInvited} staged, (select count(*)::int from ${undelivered}) undelivered`,
    { organizationId, now },
  )
  return found ?? { expired: 0, staged: 0, undelivered: 0 }
}

/** People who were made or imported, and nobody ever wrote to. */
const neverInvited = `(select count(*)::int from users u where u.organization_id = :organizationId and u.state = 'staged'
  and not exists (select from invitations v where v.organization_id = u.organization_id and v.user_id = u.id))`

/** The same of what a card that stands there has to say beside its list. */
export async function besideTheList(
  tx: Tx,
  organizationId: string,
): Promise<Pick<Leftovers, 'staged' | 'undelivered'>> {
  const [found] = await select<Pick<Leftovers, 'staged' | 'undelivered'>>(
    tx,
    `select ${neverInvited} staged, (select count(*)::int from ${undelivered}) undelivered`,
    { organizationId },
  )
  return found ?? { staged: 0, undelivered: 0 }
}

/** A list to be read by others: nobody reads this one itself. */
export async function insertList(tx: Tx, organizationId: string, now: Date): Promise<string> {
  const id = newId(now)
  await tx.raw(
    `insert into reminders (organization_id, id, audience, created_at, is_open)
     values (:organizationId, :id, 'digest', :now, false)`,
    { organizationId, id, now },
  )
  return id
}

/** What somebody decides about at this moment is left to them. */
export async function fill(tx: Tx, organizationId: string, digestId: string, now: Date): Promise<void> {
  await tx.raw(
    `update invitations set digest_id = :digestId
     where organization_id = :organizationId and id in (
       select i.id from invitations i where ${leftLying} order by i.id for no key update skip locked)`,
    { organizationId, digestId, now },
  )
}
