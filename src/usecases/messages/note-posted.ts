import type { Tx } from '../../db/database.ts'
import { newId } from '../../db/id.ts'
import * as list from '../../db/invitation-list.ts'
import * as invitations from '../../db/invitations.ts'
import * as questions from '../../db/link-questions.ts'
import * as organizations from '../../db/organizations.ts'
import * as outbox from '../../db/outbox.ts'
import * as reminders from '../../db/reminders.ts'
import * as cards from '../../db/slack-cards.ts'
import * as runs from '../../db/staged-runs.ts'
import type { CardDelivery, InvitationCard } from '../../domain/card.ts'
import { stateOf } from '../../domain/invitation.ts'
import type { Outside } from '../context.ts'
import { redrawCards, redrawQuestion } from '../slack/redraw-cards.ts'
import { redrawStagedRun } from '../staged/redraw-staged-run.ts'
import { isForChannel, type Parcel } from './parcel.ts'
import type { WrittenCard } from './write-card.ts'
import type { WrittenProviderCard } from './write-provider-card.ts'
import type { WrittenReminder } from './write-reminder.ts'
import type { WrittenStagedCard } from './write-staged-card.ts'

/** Where it stands in Slack now, so that it can be drawn anew. */
export async function notePosted(
  tx: Tx,
  ctx: Outside,
  message: outbox.Message,
  { card, reminder, provider, staged }: Parcel,
  { result, posted }: CardDelivery,
): Promise<void> {
  if (card && posted) await noteCard(tx, ctx, message, card, posted)
  if (provider && posted) await noteQuestion(tx, ctx, message, provider, posted)
  if (staged && posted) await noteStagedRun(tx, ctx, staged, posted)
  if (reminder && posted) await noteReminder(tx, ctx, reminder, posted)
  if (reminder && result === 'sent') await noteNextEnd(tx, reminder)
  if (reminder && result === 'sent' && isForChannel(message))
    await organizations.findChannel(tx, message.organizationId)
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
