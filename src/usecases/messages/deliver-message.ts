import type { Tx } from '../../db/database.ts'
import * as events from '../../db/delivery-events.ts'
import * as invitations from '../../db/invitations.ts'
import { factsOf, type LetterFacts } from '../../db/letter-facts.ts'
import * as outbox from '../../db/outbox.ts'
import { nextTry } from '../../domain/delivery.ts'
import { stateOf } from '../../domain/invitation.ts'
import type { Deliver, Delivery } from '../../domain/message.ts'
import { secondsBetween } from '../../domain/time.ts'
import { atomically, type Outside } from '../context.ts'
import { tellInviter } from '../invitations/tell-inviter.ts'
import { type Written, writeLetter } from './write-letter.ts'

/** Longer than the mail room may take for one letter, so that nobody takes it up while it is being sent. */
const LEASE_SECONDS = 90

export type Delivered = 'sent' | 'waits' | 'failed' | 'dead' | 'dropped' | 'not-mine'

/**
 * One try at one promise: take it, load the facts as they are now, send outside of any transaction, note what
 * happened. Killed anywhere, it is tried again; only a letter that was just being sent can leave twice, with
 * the same id and the same link.
 */
export async function deliverMessage(
  ctx: Outside,
  deliver: Deliver,
  { organizationId, id }: Pick<outbox.Message, 'organizationId' | 'id'>,
): Promise<Delivered> {
  const taken = await atomically(ctx, (tx) => take(tx, ctx, organizationId, id))
  if (!taken) return 'not-mine'
  const { message, written } = taken
  if (!written) return 'dropped'
  const delivery = await deliver(written.letter, { to: written.to, messageId: messageIdOf(message, ctx) })
  return atomically(ctx, (tx) => conclude(tx, ctx, message, written, delivery))
}

async function take(tx: Tx, ctx: Outside, organizationId: string, id: string) {
  const now = ctx.now()
  const message = await outbox.claim(tx, organizationId, id, now, LEASE_SECONDS)
  if (!message) return null
  const facts = await factsOf(tx, message)
  const written = writeLetter(message, facts, ctx.links, now)
  if (!written)
    await end(tx, ctx, message, isTooLate(message, facts, now) ? 'dead' : 'dropped', message.lastReply)
  return { message, written }
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
  { until }: Written,
  { result, reply }: Delivery,
): Promise<Delivered> {
  if (result !== 'deferred') return end(tx, ctx, message, result, reply)
  const now = ctx.now()
  const dueAt = nextTry(message.attempts, Math.random(), now, until)
  if (!dueAt) return end(tx, ctx, message, 'dead', reply)
  await outbox.tryAgain(tx, message, reply, dueAt, secondsBetween(now, dueAt))
  await note(tx, ctx, message, 'deferred', reply)
  return 'waits'
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
