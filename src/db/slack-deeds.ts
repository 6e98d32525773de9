import type { Tx } from './database.ts'
import { select } from './row.ts'

interface Doer {
  organizationId: string
  userId: string
}

/**
 * True for exactly one of all deliveries of the same deed, on whichever instance they arrive. Whoever waits for its end
 * is noted with it.
 */
export async function hearOnce(tx: Tx, key: string, now: Date, waits: Doer | null = null): Promise<boolean> {
  const heard = await select(
    tx,
    `insert into slack_deeds (key, heard_at, organization_id, user_id)
     values (:key, :now, :organizationId, :userId) on conflict do nothing returning key`,
    { key, now, organizationId: waits?.organizationId ?? null, userId: waits?.userId ?? null },
  )
  return heard.length === 1
}

export async function end(tx: Tx, key: string, now: Date): Promise<void> {
  await tx('slackDeeds').where({ key }).update({ endedAt: now })
}

/** Those that have not ended and can not be under way any more; whoever is still here is to be told. */
export const claimCutOff = (tx: Tx, before: Date, now: Date, limit: number): Promise<Doer[]> =>
  select<Doer>(
    tx,
    `with cut_off as (
       update slack_deeds set ended_at = :now where key in (
         select key from slack_deeds where ended_at is null and user_id is not null and heard_at < :before
         order by heard_at limit :limit for update skip locked)
       returning organization_id, user_id
     )
     select distinct u.organization_id "organizationId", u.id "userId" from cut_off c
     join users u on u.organization_id = c.organization_id and u.id = c.user_id and u.state = 'active'`,
    { before, now, limit },
  )

/** What was refused may be sent again: the same form, corrected. */
export async function unhear(tx: Tx, key: string): Promise<void> {
  await tx('slackDeeds').where({ key }).delete()
}

export async function forget(tx: Tx, before: Date): Promise<void> {
  await tx('slackDeeds').where('heardAt', '<', before).delete()
}
