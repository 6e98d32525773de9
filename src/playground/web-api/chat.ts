import { checkMessage, type Sending } from '../blocks/messages.ts'
import { messageRefused } from '../blocks/refusals.ts'
import type { Channel } from '../workspace/channel.ts'
import type { Message } from '../workspace/message.ts'
import { directChannel } from '../workspace/people.ts'
import { edit, findMessage, messagePayload, type Said, say, takeAway } from '../workspace/talk.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { type Args, needed, word } from './arguments.ts'
import type { Entry, Method } from './method.ts'
import { refuse, SlackError } from './slack-error.ts'

const postMessage: Method = (it, args) => {
  const channel = channelToWriteTo(it, needed(args, 'channel'))
  const said = readSaid(args)
  const threadTs = word(args, 'thread_ts') ?? null
  if (threadTs && !findMessage(it, channel.id, threadTs)) throw new SlackError('thread_not_found')
  const message = say(it, channel, it.bot.id, { ...said, threadTs })
  return { channel: channel.id, ts: message.ts, message: messagePayload(it, message) }
}

const postEphemeral: Method = (it, args) => {
  const channel = channelToWriteTo(it, needed(args, 'channel'))
  const user = needed(args, 'user')
  if (!channel.members.has(user)) throw new SlackError('user_not_in_channel')
  const threadTs = word(args, 'thread_ts') ?? null
  const message = say(it, channel, it.bot.id, { ...readSaid(args), threadTs, onlyFor: user })
  return { message_ts: message.ts }
}

const update: Method = (it, args) => {
  const message = ownMessage(it, args, 'cant_update_message')
  edit(it, message, readSaid(args, 'update'))
  const { channel, ts, text } = message
  return { channel, ts, text, message: messagePayload(it, message) }
}

const remove: Method = (it, args) => {
  const message = ownMessage(it, args, 'cant_delete_message')
  takeAway(it, message)
  return { channel: message.channel, ts: message.ts }
}

const getPermalink: Method = (it, args) => {
  const channel = knownChannel(it, needed(args, 'channel'))
  const message = findMessage(it, channel.id, needed(args, 'message_ts'))
  if (!message || message.onlyFor) throw new SlackError('message_not_found')
  const permalink = `https://${it.team.domain}.slack.com/archives/${channel.id}/p${message.ts.replace('.', '')}`
  return { channel: channel.id, permalink }
}

export const chatMethods: Record<string, Entry> = {
  'chat.postMessage': { run: postMessage, scope: 'chat:write' },
  'chat.postEphemeral': { run: postEphemeral, scope: 'chat:write' },
  'chat.update': { run: update, scope: 'chat:write' },
  'chat.delete': { run: remove, scope: 'chat:write' },
  'chat.getPermalink': { run: getPermalink, scope: null },
}

/** What is said, if Slack would let it be said. */
export function readSaid(args: Args, sending: Sending = 'post'): Said {
  const { blocks, attachments, metadata } = args
  const given = Object.entries({ text: word(args, 'text'), blocks, attachments, metadata })
  const said = Object.fromEntries(given.filter(([, one]) => one !== undefined))
  const faults = checkMessage(said, sending)
  refuse(faults, messageRefused(faults))
  return said as Said
}

/** A private channel without the bot does not exist for it. */
export function knownChannel(it: Workspace, id: string): Channel {
  const plain = id.replace(/^#/, '')
  const channel = it.channels.get(plain) ?? [...it.channels.values()].find((one) => one.name === plain)
  const isHidden = channel && channel.kind !== 'public' && !channel.members.has(it.bot.id)
  if (!channel || isHidden) throw new SlackError('channel_not_found')
  return channel
}

function channelToWriteTo(it: Workspace, id: string): Channel {
  if (/^[UW]/.test(id)) return ownDirectChannel(it, id)
  const channel = knownChannel(it, id)
  if (channel.isArchived) throw new SlackError('is_archived')
  const mayWriteAnywhere = channel.kind === 'public' && it.app.scopes.includes('chat:write.public')
  if (!channel.members.has(it.bot.id) && !mayWriteAnywhere) throw new SlackError('not_in_channel')
  return channel
}

/** chat.postMessage takes a person's id for the direct messages with them. */
function ownDirectChannel(it: Workspace, id: string): Channel {
  const person = it.people.get(id)
  if (!person || person.isDeleted) throw new SlackError('channel_not_found')
  if (person.isBot) throw new SlackError('cannot_dm_bot')
  return directChannel(it, id)
}

function ownMessage(it: Workspace, args: Args, code: string): Message {
  const channel = knownChannel(it, needed(args, 'channel'))
  const message = findMessage(it, channel.id, needed(args, 'ts'))
  if (!message || message.onlyFor) throw new SlackError('message_not_found')
  if (message.user !== it.bot.id) throw new SlackError(code)
  if (channel.isArchived) throw new SlackError('is_archived')
  return message
}
