import { Refusal } from '../../domain/refusal.ts'
import { actingAs } from '../../usecases/context.ts'
import { askToLinkSlack } from '../../usecases/slack/ask-to-link.ts'
import { unbindPerson } from '../../usecases/slack/unbind-person.ts'
import type { Words } from '../blocks.ts'
import type { Answer, HeardFromAnybody, OpenReaction } from '../door/answer.ts'
import type { SlackNeeds } from '../needs.ts'
import { toUnknown, whyUnknown } from './first-contact.ts'
import { askedWords, connectedAlready, disconnectedWords } from './first-contact.view.ts'

/** "Connect my account": a letter to the mailbox that is theirs, if there is one. Nothing else is granted by it. */
export const connectAccount = (needs: SlackNeeds): OpenReaction => ({
  reactToAnybody: async (heard) => {
    if ('actor' in heard.speaker) return inPlace(heard, connectedAlready)
    if (whyUnknown(heard) !== 'unbound') return toUnknown(needs)(heard)
    const profile = await heard.profile()
    if (profile.standing !== 'member') throw new Refusal('slack-member-wanted')
    await askToLinkSlack(heard.outside, profile)
    return inPlace(heard, askedWords)
  },
})

/** Their own word is enough; what they may do on the web stays as it is. */
export const disconnectAccount = (needs: SlackNeeds): OpenReaction => ({
  reactToAnybody: async (heard) => {
    const { speaker, outside } = heard
    if (!('actor' in speaker)) return toUnknown(needs)(heard)
    await unbindPerson(actingAs(outside, speaker.actor), speaker.actor.userId)
    return inPlace(heard, disconnectedWords)
  },
})

/** Where the button was: a second press of it would be of no use. */
const inPlace = ({ place }: HeardFromAnybody, note: Words): Answer => {
  if (place.in === 'home') return { home: 'again', note }
  return place.in === 'message' ? { message: note } : { note }
}
