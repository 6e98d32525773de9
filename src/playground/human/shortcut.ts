import { Cannot } from '../workspace/cannot.ts'
import { payloadName } from '../workspace/channel.ts'
import { giveResponseUrl, giveTrigger } from '../workspace/give-ticket.ts'
import { personCalled } from '../workspace/people.ts'
import { messagePayload } from '../workspace/talk.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { isFine } from './deliver.ts'
import { interaction, sendInteraction } from './payload.ts'
import { surfaceAt } from './seen.ts'
import { channelOf } from './speak.ts'
import { type Done, wentWell, wentWrong } from './trouble.ts'

/** From the lightning menu: no channel, no response_url, only who and a trigger. */
export const globalShortcut = (it: Workspace, who: string, callbackId: string): Promise<Done> =>
  take(it, who, callbackId, 'global', {})

/** From a message's own menu. */
export function messageShortcut(
  it: Workspace,
  who: string,
  callbackId: string,
  where: { channel: string; ts: string },
): Promise<Done> {
  const person = personCalled(it, who)
  const channel = channelOf(it, who, where.channel)
  const { message } = surfaceAt(it, person.id, { channel: channel.id, ts: where.ts })
  if (!message || message.onlyFor) throw new Cannot('Such a message has no menu')
  return take(it, who, callbackId, 'message', {
    channel: { id: channel.id, name: payloadName(channel) },
    message_ts: message.ts,
    message: messagePayload(it, message),
    response_url: giveResponseUrl(it, {
      kind: 'actions',
      person: person.id,
      channel: channel.id,
      original: null,
    }),
  })
}

async function take(
  it: Workspace,
  who: string,
  callbackId: string,
  kind: 'global' | 'message',
  more: Record<string, unknown>,
): Promise<Done> {
  const person = personCalled(it, who)
  const known = it.app.shortcuts.find((one) => one.callbackId === callbackId && one.kind === kind)
  if (!known) throw new Cannot(`The app has no ${kind} shortcut ${callbackId}`)
  const payload = {
    ...interaction(it, person, kind === 'global' ? 'shortcut' : 'message_action'),
    callback_id: callbackId,
    action_ts: it.stamp(),
    trigger_id: giveTrigger(it, person.id),
    ...more,
  }
  const outcome = await sendInteraction(it, person, payload)
  if (isFine(outcome)) return wentWell(outcome)
  const words = `${known.name} didn’t work: the app did not respond.`
  return wentWrong(it, person.id, `shortcut ${callbackId}`, words, outcome)
}
