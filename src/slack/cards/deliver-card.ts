import { webApi } from '@slack/bolt'
import type { CardDelivery, DeliverCard } from '../../domain/card.ts'
import type { Clients } from '../door/clients.ts'
import { cardWords } from './card.view.ts'

/** What Slack says of a place that no longer is there: another try would hear the same. */
const lasting = new Set([
  'account_inactive',
  'cant_update_message',
  'channel_not_found',
  'is_archived',
  'message_not_found',
  'not_in_channel',
  'token_revoked',
  'user_disabled',
  'user_not_found',
])

/** One try at one card. It never throws: what Slack said is how it went. */
export const deliveringCards =
  (clientsOf: (teamId: string) => Promise<Clients | null>): DeliverCard =>
  async (card, { teamId, channel, ts }) => {
    try {
      const clients = await clientsOf(teamId)
      if (!clients) return { result: 'deferred', reply: 'This workspace can not be spoken in at the moment' }
      const words = cardWords(card)
      const { patient } = clients
      const posted = ts
        ? await patient.chat.update({ channel, ts, ...words })
        : await patient.chat.postMessage({ channel, unfurl_links: false, unfurl_media: false, ...words })
      const at = posted.channel && posted.ts ? { posted: { channel: posted.channel, ts: posted.ts } } : {}
      return { result: 'sent', reply: 'Slack took it', ...at }
    } catch (fault) {
      return deliverySaid(fault)
    }
  }

/** How a try that threw went, in words for the record. */
export function deliverySaid(fault: unknown): CardDelivery {
  if (fault instanceof webApi.WebAPIRateLimitedError)
    return { result: 'deferred', reply: 'Slack asks us to wait', retryAfterSeconds: fault.retryAfter }
  if (fault instanceof webApi.WebAPIPlatformError) {
    const said = fault.data.error
    return { result: lasting.has(said) ? 'failed' : 'deferred', reply: `Slack said ${said}` }
  }
  return { result: 'deferred', reply: 'Slack does not answer' }
}
