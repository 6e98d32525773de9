import type { Tx } from '../../db/database.ts'
import { newId } from '../../db/id.ts'
import * as outbox from '../../db/outbox.ts'
import * as reminders from '../../db/reminders.ts'
import { type Decision, decide, type Waiting } from '../../domain/reminding.ts'
import { atomically, type Outside } from '../context.ts'

const BATCH = 500

/**
 * Whatever has waited long enough: claimed, decided, noted and promised, a batch a transaction. Two that do this at
 * once share the rows; killed anywhere, nothing is lost and nothing is said twice. Says how many it looked at.
 */
export async function remindAboutPending(ctx: Outside): Promise<number> {
  for (let all = 0; ; ) {
    const looked = await atomically(ctx, (tx) => remindSome(tx, ctx.now()))
    all += looked
    if (looked < BATCH) return all
  }
}

interface Judged {
  it: Waiting
  decision: Decision
}

async function remindSome(tx: Tx, now: Date): Promise<number> {
  const claimed = await reminders.claim(tx, now, BATCH)
  if (claimed.length === 0) return 0
  const judged = await judge(tx, claimed, now)
  const underWay = await underWayTo(tx, readersIn(judged), now)
  await reminders.note(
    tx,
    judged.map(({ it: { organizationId, id, inviterId }, decision }) => ({
      organizationId,
      id,
      lookAgainAt: decision.lookAgainAt,
      reminderId: decision.remindInviter ? underWay(organizationId, inviterId) : null,
      channelReminderId: decision.remindChannel ? underWay(organizationId, null) : null,
    })),
    now,
  )
  return claimed.length
}

async function judge(tx: Tx, claimed: Waiting[], now: Date): Promise<Judged[]> {
  const houses = await reminders.housesOf(tx, [...new Set(claimed.map((it) => it.organizationId))])
  const whom = uniqueReaders(
    claimed.flatMap(({ organizationId, inviterId }) =>
      inviterId ? [{ organizationId, userId: inviterId }] : [],
    ),
  )
  const found = whom.length > 0 ? await reminders.invitersAmong(tx, whom) : []
  const inviters = new Map(found.map((it) => [keyOf(it.organizationId, it.userId), it]))
  return claimed.flatMap((it) => {
    const house = houses.get(it.organizationId)
    if (!house) return []
    const inviter = inviters.get(keyOf(it.organizationId, it.inviterId)) ?? null
    return {
      it,
      decision: decide(it, house.settings, { inviter, channelRemindedAt: house.channelLastAt }, now),
    }
  })
}

const readersIn = (judged: Judged[]): reminders.Reader[] =>
  uniqueReaders(
    judged.flatMap(({ it: { organizationId, inviterId }, decision }) => [
      ...(decision.remindInviter ? [{ organizationId, userId: inviterId }] : []),
      ...(decision.remindChannel ? [{ organizationId, userId: null }] : []),
    ]),
  )

const uniqueReaders = <T extends reminders.Reader>(all: T[]): T[] => [
  ...new Map(all.map((it) => [keyOf(it.organizationId, it.userId), it])).values(),
]

const keyOf = (organizationId: string, userId: string | null) => `${organizationId} ${userId}`

/** For each reader the one reminder that has not left yet; a new one is promised, once, by whoever begins it. */
async function underWayTo(tx: Tx, readers: reminders.Reader[], now: Date) {
  const known = new Map<string, string>()
  // One that is there may leave before it is held: then the next is begun.
  for (let missing = readers; missing.length > 0; ) {
    const begun = await reminders.begin(
      tx,
      missing.map((it) => ({ ...it, id: newId(now), createdAt: now })),
    )
    await outbox.post(
      tx,
      now,
      begun.map(({ organizationId, id, userId }) => ({
        organizationId,
        kind: 'reminder' as const,
        reminderId: id,
        userId,
      })),
    )
    for (const it of await reminders.holdOpen(tx, missing))
      known.set(keyOf(it.organizationId, it.userId), it.id)
    missing = missing.filter((it) => !known.has(keyOf(it.organizationId, it.userId)))
  }
  return (organizationId: string, userId: string | null): string | null =>
    known.get(keyOf(organizationId, userId)) ?? null
}
