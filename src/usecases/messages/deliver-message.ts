import type { Tx } from '../../db/database.ts'
import * as events from '../../db/delivery-events.ts'
import { newId } from '../../db/id.ts'
import * as list from '../../db/invitation-list.ts'
import * as invitations from '../../db/invitations.ts'
import { factsOf, type LetterFacts } from '../../db/letter-facts.ts'
import * as questions from '../../db/link-questions.ts'
import * as organizations from '../../db/organizations.ts'
import * as outbox from '../../db/outbox.ts'
import * as reminders from '../../db/reminders.ts'
import * as bindings from '../../db/slack-bindings.ts'
import * as cards from '../../db/slack-cards.ts'
import * as runs from '../../db/staged-runs.ts'
import type {
  CardDelivery,
  DeliverCard,
  GreetInSlack,
  InvitationCard,
  ReminderCard,
} from '../../domain/card.ts'
import { NOTICE_WORTH_SECONDS, nextTry } from '../../domain/delivery.ts'
import { stateOf } from '../../domain/invitation.ts'
import type { Deliver } from '../../domain/message.ts'
import type { Pace } from '../../domain/pace.ts'
import { after, secondsBetween } from '../../domain/time.ts'
import { atomically, type Outside } from '../context.ts'
import { tellInviter } from '../invitations/tell-inviter.ts'
import { loseChannel } from '../reminders/lose-channel.ts'
import { redrawCards, redrawQuestion } from '../slack/redraw-cards.ts'
import { redrawStagedRun } from '../staged/redraw-staged-run.ts'
import { endTurn, holdingTurn, leaveLine, takeTurn } from './take-turn.ts'
import { type WrittenCard, writeCard } from './write-card.ts'
import { writeChannelCard } from './write-channel-card.ts'
import { writeCutOffCard } from './write-cut-off-card.ts'
import { writeLetter } from './write-letter.ts'
import { type WrittenProviderCard, writeProviderCard } from './write-provider-card.ts'
import { type WrittenReminder, writeReminder } from './write-reminder.ts'
import { type WrittenStagedCard, writeStagedCard } from './write-staged-card.ts'

/** Longer than the mail room may take for one letter, so that nobody takes it up while it is being sent. */
export const LEASE_SECONDS = 90

/** The ways out of the house. Without Slack, everybody is written to. */
export interface Rooms {
  mail: Deliver
  slack: DeliverCard | null
  greet?: GreetInSlack | null
  /** How many letters a mail domain is sent; without it, as many as there are. */
  pace?: Pace | null
  /** Hears how each try ended. */
  watch?(kind: outbox.MessageKind, result: Delivered): void
}

export type Delivered = 'sent' | 'waits' | 'failed' | 'dead' | 'dropped' | 'not-mine'

/**
 * One try at one promise: take it, load the facts as they are now, send outside of any transaction, note what
 * happened. Killed anywhere, it is tried again; only a letter that was just being sent can leave twice, with
 * the same id and the same link.
 */
export async function deliverMessage(
  ctx: Outside,
  rooms: Rooms,
  { organizationId, id }: Pick<outbox.Message, 'organizationId' | 'id'>,
): Promise<Delivered> {
  const taken = await atomically(ctx, (tx) => take(tx, ctx, rooms, organizationId, id))
  if (!taken) return 'not-mine'
  const { message, parcel } = taken
  if (parcel === 'waits') return 'waits'
  const result = parcel ? await send(ctx, rooms, message, parcel) : 'dropped'
  rooms.watch?.(message.kind, result)
  return result
}

async function send(ctx: Outside, rooms: Rooms, message: outbox.Message, parcel: Parcel): Promise<Delivered> {
  const delivery = await parcel.send()
  if (parcel.reminder && delivery.result === 'failed' && isForChannel(message))
    return atomically(ctx, (tx) => withoutChannel(tx, ctx, message, parcel, delivery.reply))
  // Slack will never take it: the reader is gone from there, or Usher is. A letter still reaches them.
  const letter =
    (parcel.card || parcel.reminder || parcel.provider) && isNew(message) && delivery.result === 'failed'
      ? await atomically(ctx, (tx) => byLetter(tx, ctx, rooms, message))
      : undefined
  if (letter === null) return 'dropped'
  if (letter === 'waits') return 'waits'
  const sent = letter ? await letter.send() : delivery
  return atomically(ctx, (tx) => conclude(tx, ctx, message, letter ?? parcel, sent))
}

const isNew = ({ cardId, kind }: outbox.Message): boolean => !cardId && kind !== 'redraw-reminder'

const isForChannel = (message: outbox.Message): boolean => isNew(message) && message.userId === null

/** Nobody reads letters in its place: those who manage invitations find it in their own messages. */
async function withoutChannel(
  tx: Tx,
  ctx: Outside,
  message: outbox.Message,
  { reminder }: Parcel,
  reply: string,
): Promise<Delivered> {
  const kind = message.kind === 'digest' ? 'digest' : 'reminder'
  if (reminder) await loseChannel(tx, reminder.reminder, kind, reply, ctx.now())
  return end(tx, ctx, message, 'failed', reply)
}

/** Ready to leave, by whichever way its reader is reached. */
interface Parcel {
  until: Date
  send(): Promise<CardDelivery>
  /** What is noted of a card, so that it can be drawn anew. */
  card?: WrittenCard
  reminder?: WrittenReminder
  provider?: WrittenProviderCard
  staged?: WrittenStagedCard
  /** It has taken its turn, and gives it back. */
  pace?: Pace
}

async function take(tx: Tx, ctx: Outside, rooms: Rooms, organizationId: string, id: string) {
  const message = await outbox.claim(tx, organizationId, id, ctx.now(), LEASE_SECONDS)
  if (!message) {
    if (rooms.pace) await leaveLine(tx, ctx, rooms.pace, { organizationId, id })
    return null
  }
  // Before it is drawn, and also where nobody can be reached: left open, it would swallow every later one.
  if (message.kind === 'reminder' && message.reminderId)
    await reminders.close(tx, { organizationId, id: message.reminderId })
  const parcel =
    (await byGreeting(tx, rooms, message)) ??
    (await byReminder(tx, ctx, rooms, message)) ??
    (await byChannelCard(tx, rooms, message)) ??
    (await byCard(tx, ctx, rooms, message)) ??
    (await byProviderCard(tx, ctx, rooms, message)) ??
    (await byStagedCard(tx, ctx, rooms, message)) ??
    (await byLetter(tx, ctx, rooms, message))
  return { message, parcel }
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
async function byLetter(
  tx: Tx,
  ctx: Outside,
  { mail, pace = null }: Rooms,
  message: outbox.Message,
): Promise<Parcel | 'waits' | null> {
  const now = ctx.now()
  const facts = await factsOf(tx, message, now)
  const written = writeLetter(message, facts, ctx.links, now)
  if (!written) {
    await end(tx, ctx, message, isTooLate(message, facts, now) ? 'dead' : 'dropped', message.lastReply)
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

async function conclude(
  tx: Tx,
  ctx: Outside,
  message: outbox.Message,
  parcel: Parcel,
  delivery: CardDelivery,
): Promise<Delivered> {
  const result = await noteResult(tx, ctx, message, parcel, delivery)
  if (parcel.pace) await endTurn(tx, ctx, parcel.pace, message, delivery)
  return result
}

async function noteResult(
  tx: Tx,
  ctx: Outside,
  message: outbox.Message,
  { until, card, reminder, provider, staged }: Parcel,
  delivery: CardDelivery,
): Promise<Delivered> {
  const { result, reply } = delivery
  if (card && delivery.posted) await noteCard(tx, ctx, message, card, delivery.posted)
  if (provider && delivery.posted) await noteQuestion(tx, ctx, message, provider, delivery.posted)
  if (staged && delivery.posted) await noteStagedRun(tx, ctx, staged, delivery.posted)
  if (reminder && delivery.posted) await noteReminder(tx, ctx, reminder, delivery.posted)
  if (reminder && result === 'sent') await noteNextEnd(tx, reminder)
  if (reminder && result === 'sent' && isForChannel(message))
    await organizations.findChannel(tx, message.organizationId)
  if (result !== 'deferred') return end(tx, ctx, message, result, reply)
  const now = ctx.now()
  const dueAt = nextTry(message.attempts, Math.random(), now, until, delivery.retryAfterSeconds)
  if (!dueAt) return end(tx, ctx, message, 'dead', reply)
  await outbox.tryAgain(tx, message, reply, dueAt, secondsBetween(now, dueAt))
  await note(tx, ctx, message, 'deferred', reply)
  return 'waits'
}

/** Posted for the first time: from now on it can be drawn anew. */
async function noteCard(
  tx: Tx,
  ctx: Outside,
  { organizationId, userId, cardId }: outbox.Message,
  { card, place }: WrittenCard,
  posted: { channel: string; ts: string },
): Promise<void> {
  if (cardId || !userId) return
  const postedAt = ctx.now()
  await cards.insert(tx, {
    organizationId,
    id: newId(postedAt),
    occasion: card.occasion,
    invitationId: card.invitation.id,
    linkQuestionId: null,
    userId,
    teamId: place.teamId,
    ...posted,
    postedAt,
  })
  await redrawIfStale(tx, ctx, organizationId, card)
}

/** A question stands there until it is answered, and is drawn anew then; of other cards nothing is noted. */
async function noteQuestion(
  tx: Tx,
  ctx: Outside,
  { organizationId, userId, cardId }: outbox.Message,
  { card, place }: WrittenProviderCard,
  posted: { channel: string; ts: string },
): Promise<void> {
  if (cardId || !userId || card.occasion !== 'link-asked') return
  const { id: linkQuestionId, answer } = card.question
  const [postedAt, { occasion }, { teamId }] = [ctx.now(), card, place]
  const about = { occasion, invitationId: null, linkQuestionId }
  await cards.insert(tx, {
    organizationId,
    id: newId(postedAt),
    ...about,
    userId,
    teamId,
    ...posted,
    postedAt,
  })
  // Whoever answered while it was on its way found no card to draw anew: the lock waits for them.
  const found = await questions.lock(tx, organizationId, linkQuestionId)
  if (found.answer !== answer) await redrawQuestion(tx, organizationId, linkQuestionId, postedAt)
}

/** Posted for the first time. Whatever was decided while it was on its way could not draw it anew. */
async function noteReminder(
  tx: Tx,
  ctx: Outside,
  { reminder, place: { teamId }, card }: WrittenReminder,
  { channel, ts }: { channel: string; ts: string },
): Promise<void> {
  if (reminder.ts) return
  await reminders.noteChange(tx, reminder, { teamId, channel, ts })
  const { pending, expired } = await list.countInReminder(tx, reminders.listOf(reminder), ctx.now())
  const { organizationId, id: reminderId, userId } = reminder
  if (pending !== card.pending || expired !== card.expired)
    await outbox.post(tx, ctx.now(), [{ organizationId, kind: 'redraw-reminder', reminderId, userId }])
}

/** Posted for the first time. A batch that went while it was on its way could not draw it anew. */
async function noteStagedRun(
  tx: Tx,
  ctx: Outside,
  { run, place: { teamId } }: WrittenStagedCard,
  { channel, ts }: { channel: string; ts: string },
): Promise<void> {
  if (run.ts) return
  const found = await runs.lock(tx, run.organizationId, run.id)
  const now = await runs.save(tx, found, { teamId, channel, ts })
  const isSame = now.state === run.state && now.nextAt.getTime() === run.nextAt.getTime()
  if (!isSame) await redrawStagedRun(tx, now, ctx.now())
}

/** Nobody does anything when an invitation runs out, and yet the card is to say so. */
async function noteNextEnd(tx: Tx, { reminder, card }: WrittenReminder): Promise<void> {
  const redrawAt = await list.nextEndIn(tx, reminders.listOf(reminder), card.now)
  await reminders.noteChange(tx, reminder, { redrawAt })
}

/**
 * Whoever decided while it was on its way to Slack found no card to draw anew. The lock waits for them, or they wait
 * for it and find the card.
 */
async function redrawIfStale(
  tx: Tx,
  ctx: Outside,
  organizationId: string,
  { invitation: drawn }: InvitationCard,
): Promise<void> {
  const found = await invitations.lock(tx, organizationId, drawn.id)
  const isSame =
    stateOf(found, ctx.now()) === drawn.state && found.expiresAt?.getTime() === drawn.expiresAt?.getTime()
  if (!isSame) await redrawCards(tx, organizationId, [drawn.id], ctx.now())
}

async function end<S extends 'sent' | 'failed' | 'dead' | 'dropped'>(
  tx: Tx,
  ctx: Outside,
  message: outbox.Message,
  status: S,
  reply: string | null,
): Promise<S> {
  await outbox.end(tx, message, status, reply, ctx.now())
  await note(tx, ctx, message, status, reply)
  if (status === 'failed' || status === 'dead') await tellInviterOfFailure(tx, ctx, message)
  return status
}

async function tellInviterOfFailure(tx: Tx, ctx: Outside, message: outbox.Message): Promise<void> {
  const { kind, organizationId, invitationId } = message
  if (kind !== 'invitation' || !invitationId) return
  const invitation = await invitations.find(tx, organizationId, invitationId)
  await outbox.post(tx, ctx.now(), tellInviter(invitation, 'delivery-failed'))
}

/** The trail tells of the invitation's own letters; notices to the inviter would only clutter it. */
async function note(
  tx: Tx,
  ctx: Outside,
  { kind, organizationId, id: messageId, invitationId, generation }: outbox.Message,
  event: events.DeliveryEventKind,
  detail: string | null,
): Promise<void> {
  if (kind !== 'invitation' || !invitationId) return
  await events.note(tx, ctx.now(), [
    { organizationId, invitationId, messageId, generation, kind: event, detail },
  ])
}
