import type { Tx } from '../../db/database.ts'
import * as organizations from '../../db/organizations.ts'
import type { Message } from '../../db/outbox.ts'
import * as bindings from '../../db/slack-bindings.ts'
import type { CardPlace, ChannelLostCard } from '../../domain/card.ts'

/** Null where this message is none, or it was mended meanwhile. */
export async function writeChannelCard(
  tx: Tx,
  { kind, organizationId, userId }: Message,
): Promise<{ card: ChannelLostCard; place: CardPlace } | null> {
  if (kind !== 'channel-lost' || !userId) return null
  const { reminderChannel, reminderChannelLost } = await organizations.find(tx, organizationId)
  const [binding] = await bindings.ofUsers(tx, organizationId, [userId])
  if (!binding || !reminderChannel || !reminderChannelLost) return null
  const place = { teamId: binding.teamId, channel: binding.slackUserId, ts: null }
  return { card: { occasion: 'channel-lost', channel: reminderChannel, reply: reminderChannelLost }, place }
}
