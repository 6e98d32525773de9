import type { Channel } from './channel.ts'
import { fade } from './faded.ts'
import type { Block } from './kit.ts'
import { linked } from './mangle.ts'
import type { Message } from './message.ts'
import { giveIds } from './normal.ts'
import { valuesOf } from './values.ts'
import { tell, type Workspace } from './workspace.ts'

export interface Said {
  text?: string | undefined
  blocks?: unknown
  attachments?: unknown
  threadTs?: string | null
  metadata?: unknown
  onlyFor?: string | null
}

const MOST_TEXT = 40_000

export const messagesIn = (it: Workspace, channel: string): Message[] => it.messages.get(channel) ?? []

export const isVisible = (message: Message, person: string): boolean =>
  message.onlyFor === null || message.onlyFor === person

export const findMessage = (it: Workspace, channel: string, ts: string): Message | null =>
  messagesIn(it, channel).find((one) => one.ts === ts) ?? null

export function say(it: Workspace, channel: Channel, user: string, said: Said): Message {
  const isFromBot = user === it.bot.id
  const text = (said.text ?? '').slice(0, MOST_TEXT)
  const message: Message = {
    ts: it.stamp(),
    channel: channel.id,
    user,
    isFromBot,
    text: isFromBot ? linked(text) : text,
    blocks: giveIds((said.blocks ?? []) as Block[]),
    attachments: (said.attachments ?? []) as unknown[],
    threadTs: said.threadTs ?? null,
    metadata: said.metadata ?? null,
    editedTs: null,
    onlyFor: said.onlyFor ?? null,
    values: new Map(),
  }
  it.messages.set(channel.id, [...messagesIn(it, channel.id), message])
  heard(it, message)
  return message
}

/** What is left out stays as it was: also blocks, where only a new text was sent. */
export function edit(it: Workspace, message: Message, said: Said): Message {
  message.text = said.text === undefined ? message.text : linked(said.text)
  if (said.blocks !== undefined) {
    fade(it, `${message.channel} ${message.ts}`, message.blocks)
    message.blocks = giveIds(said.blocks as Block[])
  }
  if (said.attachments !== undefined) message.attachments = said.attachments as unknown[]
  if (said.metadata !== undefined) message.metadata = said.metadata
  message.editedTs = it.stamp()
  for (const [person, values] of message.values) message.values.set(person, valuesOf(message.blocks, values))
  heard(it, message)
  return message
}

export function takeAway(it: Workspace, message: Message): void {
  it.messages.set(
    message.channel,
    messagesIn(it, message.channel).filter((one) => one !== message),
  )
  heard(it, message)
}

const heard = (it: Workspace, { channel, onlyFor }: Message): void =>
  tell(it, { what: 'message', channel, ...(onlyFor ? { person: onlyFor } : {}) })

/** A message as Slack writes it, in answers and in payloads. */
export const messagePayload = (it: Workspace, message: Message): Record<string, unknown> => ({
  type: 'message',
  user: message.user,
  ts: message.ts,
  text: message.text,
  team: it.team.id,
  ...(message.isFromBot ? { bot_id: it.app.botId, app_id: it.app.id } : {}),
  ...(message.blocks.length ? { blocks: message.blocks } : {}),
  ...(message.attachments.length ? { attachments: message.attachments } : {}),
  ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
  ...(message.metadata ? { metadata: message.metadata } : {}),
  ...(message.editedTs ? { edited: { user: message.user, ts: message.editedTs } } : {}),
})
