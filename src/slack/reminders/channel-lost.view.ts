import type { ChannelLostCard } from '../../domain/card.ts'
import { actions, button, context, section, type Words } from '../blocks.ts'

/** What is wrong, and what mends it. */
function whyIn({ channel, reply }: ChannelLostCard): string {
  const there = `<#${channel}>`
  if (reply.includes('not_in_channel'))
    return `Usher is not in ${there}. Mention Usher there once and let Slack add it: then reminders go there again.`
  if (reply.includes('is_archived'))
    return `${there} is archived. Bring it back, or choose another channel in the settings.`
  return `${there} is not there any more, or Usher may not see it. Add Usher to it, or choose another channel in the settings.`
}

/** To an owner, once: where the reminders have gone. */
export function channelLostWords(card: ChannelLostCard): Required<Words> {
  const headline = ':warning: Reminders do not reach their channel'
  return {
    text: headline,
    blocks: [
      section(`*${headline}*\n${whyIn(card)}`),
      actions(button('Change the settings', 'settings.open#reminders', 'reminders')),
      context(
        'Until then whoever manages invitations finds them here, in their own messages. You are told once.',
      ),
    ],
  }
}
