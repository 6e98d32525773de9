import type { Tx } from '../../db/database.ts'
import { lastFailure } from '../../db/delivery-events.ts'
import * as list from '../../db/invitation-list.ts'
import * as organizations from '../../db/organizations.ts'
import type { Message } from '../../db/outbox.ts'
import * as bindings from '../../db/slack-bindings.ts'
import * as cards from '../../db/slack-cards.ts'
import { endsUndecidedAt } from '../../domain/approval.ts'
import { type CardOccasion, type CardPlace, cardOccasions, type InvitationCard } from '../../domain/card.ts'
import { NOTICE_WORTH_SECONDS } from '../../domain/delivery.ts'
import { after } from '../../domain/time.ts'
import { actorOf } from '../actor-of.ts'
import { actingAs, type Outside } from '../context.ts'
import { listed } from '../invitations/list-invitations.ts'

/** A card ready to be posted or drawn anew: where, and until when it is worth trying. */
export interface WrittenCard {
  card: InvitationCard
  place: CardPlace
  until: Date
}

interface Wanted {
  occasion: CardOccasion
  invitationId: string
  place: CardPlace
}

/** Null where this message is no card, or its reader is not in Slack; a letter may do instead. */
export async function writeCard(tx: Tx, ctx: Outside, message: Message): Promise<WrittenCard | null> {
  const { organizationId, userId } = message
  if (!userId) return null
  const wanted = message.cardId
    ? await standing(tx, message, message.cardId)
    : await fresh(tx, message, userId)
  if (!wanted) return null
  const row = await list.find(tx, organizationId, wanted.invitationId)
  if (!row) return null

  const now = ctx.now()
  const reader = await actorOf(tx, { organizationId, userId }, now)
  const failed = wanted.occasion === 'delivery-failed'
  const isEnding = wanted.occasion === 'approval-ending'
  const invitation = listed(actingAs(ctx, reader), row, now)
  // Somebody has decided meanwhile: nobody need be asked again.
  if (isEnding && !message.cardId && invitation.state !== 'awaiting approval') return null
  return {
    place: wanted.place,
    until: after(message.createdAt, NOTICE_WORTH_SECONDS),
    card: {
      occasion: wanted.occasion,
      invitation,
      failure: failed ? await lastFailure(tx, organizationId, wanted.invitationId) : null,
      endsUndecidedAt: isEnding ? await endOf(tx, organizationId, row) : null,
      now,
    },
  }
}

async function endOf(
  tx: Tx,
  organizationId: string,
  { approvalAskedAt }: list.InvitationRow,
): Promise<Date | null> {
  const { approvalHours } = await organizations.find(tx, organizationId)
  return approvalAskedAt && endsUndecidedAt(approvalAskedAt, approvalHours)
}

async function standing(tx: Tx, { organizationId }: Message, cardId: string): Promise<Wanted | null> {
  const card = await cards.find(tx, organizationId, cardId)
  const occasion = cardOccasions.find((it) => it === card?.occasion)
  if (!card?.invitationId || !occasion) return null
  const { invitationId, teamId, channel, ts } = card
  return { occasion, invitationId, place: { teamId, channel, ts } }
}

async function fresh(tx: Tx, message: Message, userId: string): Promise<Wanted | null> {
  const { kind, invitationId, organizationId } = message
  const occasion = cardOccasions.find((it) => it === kind)
  if (!occasion || !invitationId) return null
  const [binding] = await bindings.ofUsers(tx, organizationId, [userId])
  if (!binding) return null
  return { occasion, invitationId, place: { teamId: binding.teamId, channel: binding.slackUserId, ts: null } }
}
