import type { Tx } from '../../db/database.ts'
import type { Message } from '../../db/outbox.ts'
import * as bindings from '../../db/slack-bindings.ts'
import type { CardPlace, CutOffCard } from '../../domain/card.ts'

/** Null where this message is none, or they have left Slack. */
export async function writeCutOffCard(
  tx: Tx,
  { kind, organizationId, userId }: Message,
): Promise<{ card: CutOffCard; place: CardPlace } | null> {
  if (kind !== 'deed-cut-off' || !userId) return null
  const [binding] = await bindings.ofUsers(tx, organizationId, [userId])
  if (!binding) return null
  return {
    card: { occasion: 'cut-off' },
    place: { teamId: binding.teamId, channel: binding.slackUserId, ts: null },
  }
}
