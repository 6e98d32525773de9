import { inOneLine } from '../blocks/fault.ts'
import { checkMessage } from '../blocks/messages.ts'
import { Cannot } from '../workspace/cannot.ts'
import { type Channel, payloadName } from '../workspace/channel.ts'
import { giveResponseUrl, giveTrigger } from '../workspace/give-ticket.ts'
import { type Names, typedCommand, typedMessage } from '../workspace/mangle.ts'
import type { Message } from '../workspace/message.ts'
import { channelCalled, isStranger, isWithApp, personCalled } from '../workspace/people.ts'
import type { Person } from '../workspace/person.ts'
import { say as put } from '../workspace/talk.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { deliver, isFine } from './deliver.ts'
import { sendEvent } from './event.ts'
import type { Outcome } from './parcel.ts'
import { parsed } from './parsed.ts'
import { type Done, wentWell, wentWrong } from './trouble.ts'

/** A message to a channel or to the app. What begins with a slash is a command, and never stands in the channel. */
export async function say(it: Workspace, who: string, where: string, text: string): Promise<Done> {
  if (/^\/\w/.test(text)) return command(it, who, where, text)
  const [person, channel] = [personCalled(it, who), writableBy(it, who, where)]
  const message = put(it, channel, person.id, { text: typedMessage(text) })
  if (channel.members.has(it.bot.id)) await sendEvent(it, person.id, messageEvent(it, channel, message))
  return wentWell(null)
}

const KINDS = { public: 'channel', private: 'group', im: 'im', mpim: 'mpim' }

const messageEvent = (it: Workspace, channel: Channel, message: Message): Record<string, unknown> => ({
  type: 'message',
  channel: channel.id,
  channel_type: KINDS[channel.kind],
  user: message.user,
  text: message.text,
  ts: message.ts,
  event_ts: message.ts,
  team: it.people.get(message.user)?.teamId,
})

/** A slash command, in a channel where one is. The bot need not be there. */
export async function command(it: Workspace, who: string, where: string, line: string): Promise<Done> {
  const [person, channel] = [personCalled(it, who), writableBy(it, who, where)]
  const [, name = '', words = ''] = /^(\/\S+)\s*([\s\S]*)$/.exec(line) ?? []
  const known = it.app.commands?.find((one) => one.command === name)
  if (!it.isInstalled || (it.app.commands && !known))
    return wentWrong(
      it,
      person.id,
      name,
      `${name} is not a valid command. In Slack, all messages that start with the “/” character are interpreted as slash commands.`,
      null,
    )
  if (isStranger(it, person)) throw new Cannot('People of other teams cannot use the commands of this one')
  const fields = {
    token: it.app.verificationToken,
    team_id: it.team.id,
    team_domain: it.team.domain,
    channel_id: channel.id,
    channel_name: payloadName(channel),
    user_id: person.id,
    user_name: person.name,
    command: name,
    text: typedCommand(words.trim(), known?.shouldEscape ?? false, namesIn(it)),
    api_app_id: it.app.id,
    is_enterprise_install: 'false',
    response_url: giveResponseUrl(it, {
      kind: 'commands',
      person: person.id,
      channel: channel.id,
      original: null,
    }),
    trigger_id: giveTrigger(it, person.id),
  }
  const outcome = await deliver(it, {
    kind: 'command',
    person: person.id,
    type: 'application/x-www-form-urlencoded',
    body: new URLSearchParams(fields).toString(),
  })
  return heard(it, person, channel, name, outcome)
}

function heard(it: Workspace, person: Person, channel: Channel, name: string, outcome: Outcome): Done {
  const failed = (error: string, cause?: string) =>
    wentWrong(it, person.id, name, `${name} failed with the error "${error}"`, outcome, cause)
  if (outcome.how === 'late') return failed('operation_timeout')
  if (!isFine(outcome)) return failed('dispatch_failed')
  const text = outcome.text.trim()
  if (text === '') return wentWell(outcome)
  const answer = (parsed(text) ?? { text }) as { text?: string; blocks?: unknown[]; response_type?: string }
  if (!answer.text && !answer.blocks) return wentWell(outcome)
  const faults = answer.blocks ? checkMessage(answer) : []
  if (faults.length) return failed('invalid_command_response', faults.map(inOneLine).join('\n'))
  put(it, channel, it.bot.id, {
    ...answer,
    onlyFor: answer.response_type === 'in_channel' ? null : person.id,
  })
  return wentWell(outcome)
}

/** A channel where this person is. */
export function channelOf(it: Workspace, who: string, where: string): Channel {
  const [person, channel] = [personCalled(it, who), channelCalled(it, where)]
  if (!channel.members.has(person.id)) throw new Cannot(`${person.name} is not in ${channel.name}`)
  return channel
}

/** A channel where this person may write: the app's own messages only where its manifest lets them. */
function writableBy(it: Workspace, who: string, where: string): Channel {
  const channel = channelOf(it, who, where)
  if (isWithApp(it, channel) && !it.app.takesMessages)
    throw new Cannot('Sending messages to this app has been turned off')
  return channel
}

const namesIn = (it: Workspace): Names => ({
  user: (name) => {
    const found = [...it.people.values()].find((one) => one.name === name)
    return found ? `<@${found.id}|${found.name}>` : null
  },
  channel: (name) => {
    const found = [...it.channels.values()].find((one) => one.name === name)
    return found ? `<#${found.id}|${found.name}>` : null
  },
})
