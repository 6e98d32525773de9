import type { CardDelivery } from '../../domain/card.ts'
import { actingAs, type Outside } from '../../usecases/context.ts'
import { type SlackPerson, whoSpeaks } from '../../usecases/slack/who-speaks.ts'
import { deliverySaid } from '../cards/deliver-card.ts'
import type { DrawHome } from '../door/answer.ts'
import type { Clients } from '../door/clients.ts'
import { placeIn } from '../door/draw-safely.ts'
import type { SlackNeeds } from '../needs.ts'
import { connectedWords } from './first-contact.view.ts'

interface Greeting extends Pick<SlackNeeds, 'commands'> {
  outside(): Outside
  clientsOf(teamId: string): Promise<Clients | null>
  drawHome: DrawHome
}

/** Somebody was connected by their letter: their Home shows it at once, and a word in their messages says it. */
export const greeting =
  ({ outside, clientsOf, drawHome, commands }: Greeting) =>
  async (who: SlackPerson): Promise<CardDelivery> => {
    try {
      const ctx = outside()
      const clients = await clientsOf(who.teamId)
      if (!clients) return { result: 'deferred', reply: 'This workspace can not be spoken in at the moment' }
      const speaker = await whoSpeaks(ctx, who)
      if (!('actor' in speaker)) return { result: 'failed', reply: 'Not connected any more' }
      const view = await drawHome({ ctx: actingAs(ctx, speaker.actor), speaker }, placeIn(speaker.home))
      await clients.quick.views.publish({ user_id: who.slackUserId, view })
      const words = connectedWords(speaker.organizationName, commands.people[0] ?? '/people')
      await clients.quick.chat.postMessage({ channel: who.slackUserId, ...words })
      return { result: 'sent', reply: 'Slack took it' }
    } catch (fault) {
      return deliverySaid(fault)
    }
  }
