import * as connections from '../../db/connections.ts'
import type { Tx } from '../../db/database.ts'
import { endingTokenFacts } from '../../db/ending-tokens.ts'
import * as questions from '../../db/link-questions.ts'
import type { Message } from '../../db/outbox.ts'
import * as bindings from '../../db/slack-bindings.ts'
import * as cards from '../../db/slack-cards.ts'
import type { CardPlace, LinkAskedCard, OwnerKeptCard, TokenEndingCard } from '../../domain/card.ts'
import { NOTICE_WORTH_SECONDS } from '../../domain/delivery.ts'
import { can } from '../../domain/policy.ts'
import { after } from '../../domain/time.ts'
import { actorOf } from '../actor-of.ts'
import type { Outside } from '../context.ts'
import { asked } from '../provisioning/link-questions.ts'

/** What concerns a provider, ready to be posted or drawn anew. */
export interface WrittenProviderCard {
  card: LinkAskedCard | OwnerKeptCard | TokenEndingCard
  place: CardPlace
  until: Date
}

/** Null where this message is none, is no longer true, or has no reader in Slack; a letter may do instead. */
export async function writeProviderCard(
  tx: Tx,
  ctx: Outside,
  message: Message,
): Promise<WrittenProviderCard | null> {
  const until = after(message.createdAt, NOTICE_WORTH_SECONDS)
  if (message.kind === 'redraw-card') return again(tx, ctx, message, until)
  const card = await fresh(tx, ctx, message)
  const [binding] =
    card && message.userId ? await bindings.ofUsers(tx, message.organizationId, [message.userId]) : []
  if (!card || !binding) return null
  return { card, until, place: { teamId: binding.teamId, channel: binding.slackUserId, ts: null } }
}

async function again(
  tx: Tx,
  ctx: Outside,
  { organizationId, cardId, userId }: Message,
  until: Date,
): Promise<WrittenProviderCard | null> {
  const standing = cardId ? await cards.find(tx, organizationId, cardId) : undefined
  if (!standing?.linkQuestionId || !userId) return null
  const { teamId, channel, ts, linkQuestionId } = standing
  const card = await questionCard(tx, ctx, { organizationId, userId }, linkQuestionId)
  return { card, until, place: { teamId, channel, ts } }
}

async function fresh(tx: Tx, ctx: Outside, message: Message): Promise<WrittenProviderCard['card'] | null> {
  const { kind, organizationId, userId } = message
  if (kind === 'link-asked' && message.linkQuestionId && userId) {
    const card = await questionCard(tx, ctx, { organizationId, userId }, message.linkQuestionId)
    return card.question.answer ? null : card
  }
  if (kind === 'owner-kept' && message.connectionId) {
    const { name } = await connections.find(tx, organizationId, message.connectionId)
    return { occasion: 'owner-kept', connectionName: name }
  }
  if (kind === 'token-ending' && message.scimTokenId)
    return endingCard(tx, organizationId, message.scimTokenId, ctx.now())
  return null
}

/** For the eyes of one owner, or of somebody who is none any more. */
async function questionCard(
  tx: Tx,
  ctx: Outside,
  reader: { organizationId: string; userId: string },
  id: string,
): Promise<LinkAskedCard> {
  const question = asked(await questions.see(tx, reader.organizationId, id))
  const mayAnswer = can(await actorOf(tx, reader, ctx.now()), 'connection.link')
  return { occasion: 'link-asked', question: { ...question, mayAnswer } }
}

async function endingCard(
  tx: Tx,
  organizationId: string,
  tokenId: string,
  now: Date,
): Promise<TokenEndingCard | null> {
  const token = await endingTokenFacts(tx, organizationId, tokenId)
  if (!token?.expiresAt || token.expiresAt <= now || token.revokedAt) return null
  const { connectionId, connectionName, beginning, lastUsedAt, expiresAt: endsAt } = token
  return { occasion: 'token-ending', connectionId, connectionName, beginning, lastUsedAt, endsAt, now }
}
