import type { Call, Trouble } from '../workspace/call.ts'
import type { Channel, ChannelKind } from '../workspace/channel.ts'
import type { Block, Text } from '../workspace/kit.ts'
import type { Message } from '../workspace/message.ts'
import { directChannel, isStranger, isWithApp } from '../workspace/people.ts'
import type { Person } from '../workspace/person.ts'
import { homeOf, stackOf } from '../workspace/screens.ts'
import { isVisible, messagesIn } from '../workspace/talk.ts'
import { type Values, valuesOf } from '../workspace/values.ts'
import type { View } from '../workspace/view.ts'
import { refusedBy, type Team, type Workspace } from '../workspace/workspace.ts'

/** Everything one person's screen needs, as JSON. */
export interface ScreenState {
  now: string
  team: Team
  app: {
    id: string
    name: string
    /** The person behind which the bot speaks. */
    user: string
    hasHome: boolean
    takesMessages: boolean
    commands: { command: string; description: string; usageHint: string }[]
    shortcuts: { callbackId: string; name: string; kind: 'global' | 'message' }[]
  }
  me: PersonState
  people: PersonState[]
  /** Those where I am; direct messages with the app among them, always. */
  channels: ChannelState[]
  /** By channel id, oldest first, with what only I see. */
  messages: Record<string, MessageState[]>
  home: ViewState | null
  /** Lowest first; only the last one can be used. */
  modals: ViewState[]
  /** Every call Slack would have refused, newest first. */
  refused: Call[]
  /** The last calls of the bot, newest first. */
  calls: Omit<Call, 'args'>[]
  /** What Slack apologised for, to anybody, newest first. */
  troubles: Trouble[]
}

export interface PersonState extends Pick<Person, 'id' | 'name' | 'realName' | 'email' | 'tz' | 'colour'> {
  isBot: boolean
  isAdmin: boolean
  isGuest: boolean
  isDeleted: boolean
  isStranger: boolean
}

export interface ChannelState {
  id: string
  name: string
  kind: ChannelKind
  members: string[]
  isArchived: boolean
  isShared: boolean
  /** The messages tab of the app. */
  isWithApp: boolean
}

export interface MessageState {
  ts: string
  user: string
  isFromBot: boolean
  /** mrkdwn, as Slack keeps it: entities, <mailto:…|…>, <@U…>. */
  text: string
  blocks: Block[]
  attachments: unknown[]
  threadTs: string | null
  isEdited: boolean
  isEphemeral: boolean
  values: Values
}

export interface ViewState {
  id: string
  type: 'modal' | 'home'
  callbackId: string
  title: Text
  submit: Text | null
  close: Text | null
  blocks: Block[]
  values: Values
  /** What is wrong, by block id. */
  errors: Record<string, string>
  isSubmitDisabled: boolean
  hash: string
}

const MOST_CALLS = 100

export function stateFor(it: Workspace, person: Person): ScreenState {
  directChannel(it, person.id)
  const mine = [...it.channels.values()].filter((one) => one.members.has(person.id))
  return {
    now: it.now().toISOString(),
    team: it.team,
    app: appState(it),
    me: personState(it, person),
    people: [...it.people.values()].map((one) => personState(it, one)),
    channels: mine.map((one) => channelState(it, one)),
    messages: Object.fromEntries(mine.map((one) => [one.id, messagesFor(it, one, person)])),
    home: viewState(homeOf(it, person.id)),
    modals: stackOf(it, person.id).flatMap((one) => viewState(one) ?? []),
    refused: refusedBy(it).slice(-MOST_CALLS).reverse(),
    calls: it.calls
      .slice(-MOST_CALLS)
      .reverse()
      .map(({ args: _args, ...call }) => call),
    troubles: it.troubles.slice(-MOST_CALLS).reverse(),
  }
}

const appState = ({ app, bot }: Workspace): ScreenState['app'] => ({
  id: app.id,
  name: app.name,
  user: bot.id,
  hasHome: app.hasHomeTab,
  takesMessages: app.takesMessages,
  commands: (app.commands ?? []).map(({ command, description, usageHint = '' }) => ({
    command,
    description,
    usageHint,
  })),
  shortcuts: app.shortcuts,
})

const personState = (it: Workspace, person: Person): PersonState => ({
  id: person.id,
  name: person.name,
  realName: person.realName,
  email: person.email,
  tz: person.tz,
  colour: person.colour,
  isBot: person.isBot,
  isAdmin: person.isAdmin || person.isOwner,
  isGuest: person.isGuest || person.isSingleChannelGuest,
  isDeleted: person.isDeleted,
  isStranger: isStranger(it, person),
})

const channelState = (it: Workspace, channel: Channel): ChannelState => ({
  id: channel.id,
  name: channel.name,
  kind: channel.kind,
  members: [...channel.members],
  isArchived: channel.isArchived,
  isShared: channel.isShared,
  isWithApp: isWithApp(it, channel),
})

const messagesFor = (it: Workspace, channel: Channel, person: Person): MessageState[] =>
  messagesIn(it, channel.id)
    .filter((one) => isVisible(one, person.id))
    .map((one) => messageState(one, person))

const messageState = (message: Message, person: Person): MessageState => ({
  ts: message.ts,
  user: message.user,
  isFromBot: message.isFromBot,
  text: message.text,
  blocks: message.blocks,
  attachments: message.attachments,
  threadTs: message.threadTs,
  isEdited: message.editedTs !== null,
  isEphemeral: message.onlyFor !== null,
  values: message.values.get(person.id) ?? valuesOf(message.blocks),
})

const viewState = (view: View | null): ViewState | null =>
  view && {
    id: view.id,
    type: view.type,
    callbackId: view.callbackId,
    title: view.title,
    submit: view.submit,
    close: view.close,
    blocks: view.blocks,
    values: view.values,
    errors: view.errors,
    isSubmitDisabled: view.isSubmitDisabled,
    hash: view.hash,
  }
