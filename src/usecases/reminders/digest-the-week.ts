import type { Tx } from '../../db/database.ts'
import * as digests from '../../db/digests.ts'
import * as outbox from '../../db/outbox.ts'
import * as reminders from '../../db/reminders.ts'
import * as bindings from '../../db/slack-bindings.ts'
import * as teams from '../../db/slack-teams.ts'
import { decideDigest } from '../../domain/digest.ts'
import { atomically, type Outside } from '../context.ts'

const BATCH = 50
/** Without a channel, so many of those who manage invitations read it; the rest hear of it from them. */
const READERS = 10

/**
 * What was left lying, once a week: claimed, listed and promised in one transaction, so that killed anywhere nothing
 * is said twice. Says how many digests there are.
 */
export async function digestTheWeek(ctx: Outside): Promise<number> {
  for (let all = 0; ; ) {
    const { looked, promised } = await atomically(ctx, (tx) => digestSome(tx, ctx.now()))
    all += promised
    if (looked < BATCH) return all
  }
}

async function digestSome(tx: Tx, now: Date): Promise<{ looked: number; promised: number }> {
  const due = await digests.claim(tx, now, BATCH)
  if (due.length === 0) return { looked: 0, promised: 0 }
  const judged = due.map((it) => ({ it, decision: decideDigest(it, now) }))
  let promised = 0
  for (const { it } of judged.filter(({ decision }) => decision.isDue))
    if (await digest(tx, it, now)) promised += 1
  await digests.noteLooked(
    tx,
    judged.map(({ it: { organizationId }, decision }) => ({ organizationId, ...decision })),
    now,
  )
  return { looked: due.length, promised }
}

/** Where there is nothing to say, or nobody to say it to, there is none. */
async function digest(tx: Tx, it: digests.DueDigest, now: Date): Promise<boolean> {
  const { organizationId } = it
  const { expired, staged, undelivered } = await digests.leftovers(tx, organizationId, now)
  if (expired + staged + undelivered === 0) return false
  const readers = await readersOf(tx, it, now)
  if (readers.length === 0) return false

  const listsId = await digests.insertList(tx, organizationId, now)
  await digests.fill(tx, organizationId, listsId, now)
  const cards = await reminders.beginReading(
    tx,
    { organizationId, listsId, audience: 'digest' },
    readers,
    now,
  )
  await outbox.post(
    tx,
    now,
    cards.map(({ id, userId }) => ({ organizationId, kind: 'digest', reminderId: id, userId })),
  )
  return true
}

/** The channel, or else whoever manages invitations; each where Slack knows them. */
async function readersOf(
  tx: Tx,
  { organizationId, reminderChannel }: digests.DueDigest,
  now: Date,
): Promise<(string | null)[]> {
  if (!(await teams.ofOrganization(tx, organizationId))) return []
  if (reminderChannel) return [null]
  const managers = await bindings.ofWhoeverMay(tx, organizationId, 'invitations.manage', now, READERS)
  return managers.map((it) => it.userId)
}
