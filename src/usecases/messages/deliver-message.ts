import type { Tx } from '../../db/database.ts'
import * as outbox from '../../db/outbox.ts'
import * as reminders from '../../db/reminders.ts'
import type { CardDelivery } from '../../domain/card.ts'
import { nextTry } from '../../domain/delivery.ts'
import { secondsBetween } from '../../domain/time.ts'
import { atomically, type Outside } from '../context.ts'
import { loseChannel } from '../reminders/lose-channel.ts'
import { endMessage, noteTry } from './end-message.ts'
import { notePosted } from './note-posted.ts'
import { byLetter, packParcel } from './pack-parcel.ts'
import { type Delivered, isForChannel, isNew, type Parcel, type Rooms } from './parcel.ts'
import { endTurn, leaveLine } from './take-turn.ts'

/** Longer than the mail room may take for one letter, so that nobody takes it up while it is being sent. */
export const LEASE_SECONDS = 90

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
  return endMessage(tx, ctx, message, 'failed', reply)
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
  return { message, parcel: await packParcel(tx, ctx, rooms, message) }
}

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
  parcel: Parcel,
  delivery: CardDelivery,
): Promise<Delivered> {
  const { result, reply } = delivery
  await notePosted(tx, ctx, message, parcel, delivery)
  if (result !== 'deferred') return endMessage(tx, ctx, message, result, reply)
  const now = ctx.now()
  const dueAt = nextTry(message.attempts, Math.random(), now, parcel.until, delivery.retryAfterSeconds)
  if (!dueAt) return endMessage(tx, ctx, message, 'dead', reply)
  await outbox.tryAgain(tx, message, reply, dueAt, secondsBetween(now, dueAt))
  await noteTry(tx, ctx, message, 'deferred', reply)
  return 'waits'
}
