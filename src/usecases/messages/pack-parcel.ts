import type { Tx } from '../../db/database.ts'
import { factsOf, type LetterFacts } from '../../db/letter-facts.ts'
import type * as outbox from '../../db/outbox.ts'
import * as bindings from '../../db/slack-bindings.ts'
import type { ReminderCard } from '../../domain/card.ts'
import { NOTICE_WORTH_SECONDS } from '../../domain/delivery.ts'
import { stateOf } from '../../domain/invitation.ts'
import { after } from '../../domain/time.ts'
import type { Outside } from '../context.ts'
import { endMessage } from './end-message.ts'
import { isNew, type Parcel, type Rooms } from './parcel.ts'
import { holdingTurn, leaveLine, takeTurn } from './take-turn.ts'
import { writeCard } from './write-card.ts'
import { writeChannelCard } from './write-channel-card.ts'
import { writeCutOffCard } from './write-cut-off-card.ts'
import { writeLetter } from './write-letter.ts'
import { writeProviderCard } from './write-provider-card.ts'
import { writeReminder } from './write-reminder.ts'
import { writeStagedCard } from './write-staged-card.ts'

/** By whichever way its reader is reached. Null: nothing is to leave. 'waits': it is not its turn. */
export async function packParcel(
  tx: Tx,
  ctx: Outside,
  rooms: Rooms,
  message: outbox.Message,
): Promise<Parcel | 'waits' | null> {
  return (
    (await byGreeting(tx, rooms, message)) ??
    (await byReminder(tx, ctx, rooms, message)) ??
    (await byChannelCard(tx, rooms, message)) ??
    (await byCard(tx, ctx, rooms, message)) ??
    (await byProviderCard(tx, ctx, rooms, message)) ??
    (await byStagedCard(tx, ctx, rooms, message)) ??
    (await byLetter(tx, ctx, rooms, message))
  )
}

/** To whom Slack has just been connected, where they still are. */
async function byGreeting(tx: Tx, { greet }: Rooms, message: outbox.Message): Promise<Parcel | null> {
  const { kind, organizationId, userId, createdAt } = message
  if (kind !== 'slack-connected' || !greet || !userId) return null
  const [binding] = await bindings.ofUsers(tx, organizationId, [userId])
  return binding ? { until: after(createdAt, NOTICE_WORTH_SECONDS), send: () => greet(binding) } : null
}

async function byReminder(
  tx: Tx,
  ctx: Outside,
  { slack }: Rooms,
  message: outbox.Message,
): Promise<Parcel | null> {
  const written = slack && (await writeReminder(tx, ctx, message))
  if (!written || (isNew(message) && hasNothingToSay(written.card))) return null
  return { until: written.until, reminder: written, send: () => slack(written.card, written.place) }
}

const hasNothingToSay = ({ audience, pending, expired, beside }: ReminderCard): boolean =>
  audience === 'digest' ? expired === 0 && !beside?.staged && !beside?.undelivered : pending === 0

async function byChannelCard(tx: Tx, { slack }: Rooms, message: outbox.Message): Promise<Parcel | null> {
  const written = slack && ((await writeChannelCard(tx, message)) ?? (await writeCutOffCard(tx, message)))
  if (!written) return null
  const until = after(message.createdAt, NOTICE_WORTH_SECONDS)
  return { until, send: () => slack(written.card, written.place) }
}

async function byCard(
  tx: Tx,
  ctx: Outside,
  { slack }: Rooms,
  message: outbox.Message,
): Promise<Parcel | null> {
  const card = slack && (await writeCard(tx, ctx, message))
  return card && { until: card.until, card, send: () => slack(card.card, card.place) }
}

async function byProviderCard(
  tx: Tx,
  ctx: Outside,
  { slack }: Rooms,
  message: outbox.Message,
): Promise<Parcel | null> {
  const provider = slack && (await writeProviderCard(tx, ctx, message))
  return provider && { until: provider.until, provider, send: () => slack(provider.card, provider.place) }
}

async function byStagedCard(
  tx: Tx,
  ctx: Outside,
  { slack }: Rooms,
  message: outbox.Message,
): Promise<Parcel | null> {
  const staged = slack && (await writeStagedCard(tx, ctx, message))
  return staged && { until: staged.until, staged, send: () => slack(staged.card, staged.place) }
}

/** Null, and ended, when what was promised is no longer true; 'waits', and put off, when it is not its turn. */
export async function byLetter(
  tx: Tx,
  ctx: Outside,
  { mail, pace = null }: Rooms,
  message: outbox.Message,
): Promise<Parcel | 'waits' | null> {
  const now = ctx.now()
  const facts = await factsOf(tx, message, now)
  const written = writeLetter(message, facts, ctx.links, now)
  if (!written) {
    await endMessage(tx, ctx, message, isTooLate(message, facts, now) ? 'dead' : 'dropped', message.lastReply)
    if (pace) await leaveLine(tx, ctx, pace, message)
    return null
  }
  const envelope = { to: written.to, messageId: messageIdOf(message, ctx) }
  const parcel = { until: written.until, send: () => mail(written.letter, envelope) }
  if (!pace) return parcel
  if (!(await takeTurn(tx, ctx, pace, message, written.to))) return 'waits'
  return { ...parcel, pace, send: () => holdingTurn(ctx, message, parcel.send) }
}

/** It was tried, and its link ended before the mail server said yes: somebody should hear of that. */
const isTooLate = (message: outbox.Message, { about }: LetterFacts, now: Date): boolean =>
  message.lastReply !== null && about !== null && stateOf(about.invitation, now) === 'expired'

/** The same on every try, so that whoever receives it twice can tell it is one letter. */
const messageIdOf = ({ id }: outbox.Message, ctx: Outside): string =>
  `<${id}@${new URL(ctx.links.publicUrl).hostname}>`
