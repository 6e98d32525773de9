import type { Tx } from '../../db/database.ts'
import { newId } from '../../db/id.ts'
import * as outbox from '../../db/outbox.ts'
import * as reminders from '../../db/reminders.ts'
import { type Decision, decide, REST_SECONDS, type Waiting } from '../../domain/reminding.ts'
import { after } from '../../domain/time.ts'
import { atomically, type Outside } from '../context.ts'

const BATCH = 500
/** While one batch is decided here, the database writes another. */
const AT_ONCE = 2

/**
 * Whatever has waited long enough: claimed, decided, noted and promised, a batch a transaction. Two that do this at
 * once share the rows; killed anywhere, nothing is lost and nothing is said twice. Says how many it looked at.
 */
export async function remindAboutPending(ctx: Outside): Promise<number> {
  const batch = () => atomically(ctx, (tx) => remindSome(tx, ctx.now()))
  const first = await batch()
  if (first < BATCH) return first
  const rest = await Promise.all(Array.from({ length: AT_ONCE }, () => untilNoneIsLeft(batch)))
  return rest.reduce((all, looked) => all + looked, first)
}

async function untilNoneIsLeft(batch: () => Promise<number>): Promise<number> {
  for (let all = 0; ; ) {
    const looked = await batch()
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
  const open = await openTo(tx, readersOf(claimed))
  const judged = await judge(tx, claimed, now)
  const underWay = await underWayTo(tx, readersIn(judged), open, now)
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
  const found = whom.length > 0 ? await reminders.invitersAmong(tx, whom, after(now, -REST_SECONDS)) : []
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

/** Whoever may be reminded of these: their inviters and the channels. */
const readersOf = (claimed: Waiting[]): reminders.Reader[] =>
  uniqueReaders(
    claimed.flatMap(({ organizationId, inviterId }) => [
      { organizationId, userId: null },
      ...(inviterId ? [{ organizationId, userId: inviterId }] : []),
    ]),
  )

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

const openTo = async (tx: Tx, readers: reminders.Reader[]): Promise<Map<string, string>> =>
  new Map((await reminders.holdOpen(tx, readers)).map((it) => [keyOf(it.organizationId, it.userId), it.id]))

/** For each reader the one reminder that has not left yet; a new one is promised, once, by whoever begins it. */
async function underWayTo(tx: Tx, readers: reminders.Reader[], open: Map<string, string>, now: Date) {
  const known = new Map(open)
  const missing = () => readers.filter((it) => !known.has(keyOf(it.organizationId, it.userId)))
  // What somebody else began just now may leave before it is held: then the next is begun.
  for (let without = missing(); without.length > 0; without = missing()) {
    await begin(tx, without, now)
    for (const [reader, id] of await openTo(tx, without)) known.set(reader, id)
  }
  return (organizationId: string, userId: string | null): string | null =>
    known.get(keyOf(organizationId, userId)) ?? null
}

async function begin(tx: Tx, readers: reminders.Reader[], now: Date): Promise<void> {
  const rows = readers.map(({ organizationId, userId }) => ({ organizationId, userId, id: newId(now) }))
  const begun = await reminders.begin(tx, rows, now)
  await outbox.post(
    tx,
    now,
    begun.map(({ id, ...reader }) => ({ ...reader, kind: 'reminder' as const, reminderId: id })),
  )
}
