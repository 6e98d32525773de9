import { z } from 'zod'
import type { SlackPerson } from '../../usecases/slack/who-speaks.ts'
import { Fields, fieldsIn, filledIn, stateForm } from './fields.ts'
import type { Body } from './read-body.ts'

/** What somebody in Slack has done, whatever Slack called it: read once, here. */
export interface Told {
  deed: 'command' | 'action' | 'submission' | 'closing' | 'shortcut' | 'options' | 'event'
  /** Of the command, the action, the form, the shortcut or the event. */
  name: string
  /** The same on every delivery of the same deed; null where doing it twice is doing it once. */
  key: string | null
  appId: string | null
  who: SlackPerson
  /** From another workspace, by Slack Connect: their own team is not the one this happens in. */
  isStranger: boolean
  /** What was typed behind a command, or into a select that looks things up; a message's own text. */
  words: string
  /** What the thing clicked or chosen stands for: mostly an id. */
  value: string
  fields: Fields
  place: Place
  triggerId: string | null
  responseUrl: string | null
  body: Body
}

export type Place =
  | { in: 'modal' | 'home'; view: ShownView }
  | { in: 'message'; channelId: string; messageTs: string; isEphemeral: boolean }
  | { in: 'channel'; channelId: string }
  | { in: 'nowhere' }

export interface ShownView {
  id: string
  hash: string
  callbackId: string
  /** Ids and versions that the view was drawn with; never data, never authority. */
  metadata: Metadata
  /** How many modals lie on each other, this one included; Slack allows three. */
  depth: number
  blocks: unknown[]
  title: string
  submit: string | null
}

export type Metadata = Readonly<Record<string, string>>

/** Of the view that was clicked in or sent; nothing elsewhere. */
export const metadataOf = ({ place }: Pick<Told, 'place'>): Metadata =>
  'view' in place ? place.view.metadata : {}

const text = z.object({ text: z.string() })
const person = z.object({ id: z.string(), team_id: z.string().nullish() })
const team = z.object({ id: z.string() }).nullish()
const view = z.object({
  id: z.string(),
  hash: z.string().default(''),
  type: z.enum(['modal', 'home']),
  callback_id: z.string().default(''),
  private_metadata: z.string().default(''),
  root_view_id: z.string().nullish(),
  previous_view_id: z.string().nullish(),
  blocks: z.array(z.unknown()).default([]),
  title: text.nullish(),
  submit: text.nullish(),
  state: stateForm.nullish(),
})
const common = {
  api_app_id: z.string().nullish(),
  team,
  user: person,
  trigger_id: z.string().nullish(),
  response_url: z.string().nullish(),
}

const command = z.object({
  command: z.string(),
  text: z.string().default(''),
  team_id: z.string(),
  user_id: z.string(),
  channel_id: z.string().default(''),
  api_app_id: z.string().nullish(),
  trigger_id: z.string().nullish(),
  response_url: z.string().nullish(),
})
const action = z.object({
  ...common,
  type: z.literal('block_actions'),
  actions: z.array(z.object({ action_id: z.string(), type: z.string() }).loose()).min(1),
  view: view.nullish(),
  container: z.object({ is_ephemeral: z.boolean().nullish(), message_ts: z.string().nullish() }).nullish(),
  channel: z.object({ id: z.string() }).nullish(),
  message: z.object({ ts: z.string() }).nullish(),
  state: stateForm.nullish(),
})
const submission = z.object({ ...common, type: z.enum(['view_submission', 'view_closed']), view })
const shortcut = z.object({
  ...common,
  type: z.enum(['shortcut', 'message_action']),
  callback_id: z.string(),
  channel: z.object({ id: z.string() }).nullish(),
  message: z.object({ text: z.string().default(''), blocks: z.array(z.unknown()).default([]) }).nullish(),
})
const suggestion = z.object({
  ...common,
  type: z.literal('block_suggestion'),
  action_id: z.string(),
  value: z.string().default(''),
  view: view.nullish(),
})
const event = z.object({
  type: z.literal('event_callback'),
  team_id: z.string(),
  api_app_id: z.string().nullish(),
  event_id: z.string(),
  event: z.object({ type: z.string(), view: view.nullish().catch(null) }).loose(),
})

/** Null for what Slack never sends to us, or sends in a shape that nobody knows. */
export function tell(body: Body): Told | null {
  const readers = [fromAction, fromSubmission, fromCommand, fromSuggestion, fromShortcut, fromEvent]
  for (const read of readers) {
    const told = read(body)
    if (told) return told
  }
  return null
}

function fromCommand(body: Body): Told | null {
  const it = command.safeParse(body).data
  if (!it) return null
  return {
    ...nothing(body),
    deed: 'command',
    name: it.command,
    key: it.trigger_id ?? null,
    appId: it.api_app_id ?? null,
    who: { teamId: it.team_id, slackUserId: it.user_id },
    words: it.text,
    place: { in: 'channel', channelId: it.channel_id },
    triggerId: it.trigger_id ?? null,
    responseUrl: it.response_url ?? null,
  }
}

function fromAction(body: Body): Told | null {
  const it = action.safeParse(body).data
  const clicked = it?.actions[0]
  if (!it || !clicked) return null
  const messageTs = it.message?.ts ?? it.container?.message_ts
  const isEphemeral = it.container?.is_ephemeral === true
  const place: Place = it.view
    ? placeOf(it.view)
    : it.channel && messageTs
      ? { in: 'message', channelId: it.channel.id, messageTs, isEphemeral }
      : { in: 'nowhere' }
  return {
    ...nothing(body),
    ...commonOf(it),
    ...named(clicked),
    deed: 'action',
    fields: fieldsIn(it.view?.state ?? it.state),
    place,
  }
}

/** An overflow menu's entries are deeds of their own: "user.suspend 0192…". `#2` tells twins in a block apart. */
function named(clicked: { action_id: string; type: string }): Pick<Told, 'name' | 'value'> {
  const value = filledIn(clicked).join(' ')
  const name = clicked.action_id.replace(/#.*$/, '')
  if (clicked.type !== 'overflow') return { name, value }
  const [deed = '', ...rest] = value.split(' ')
  return { name: deed, value: rest.join(' ') }
}

function fromSubmission(body: Body): Told | null {
  const it = submission.safeParse(body).data
  if (!it) return null
  const { view } = it
  return {
    ...nothing(body),
    ...commonOf(it),
    deed: it.type === 'view_submission' ? 'submission' : 'closing',
    name: view.callback_id,
    // A form that is closed while its sending is under way has been closed all the same.
    key: it.type === 'view_closed' ? `closed ${view.id}` : `${view.id}:${view.hash}`,
    fields: fieldsIn(view.state),
    place: placeOf(view),
  }
}

function fromShortcut(body: Body): Told | null {
  const it = shortcut.safeParse(body).data
  if (!it) return null
  return {
    ...nothing(body),
    ...commonOf(it),
    deed: 'shortcut',
    name: it.callback_id,
    words: it.message?.text ?? '',
    place: it.channel ? { in: 'channel', channelId: it.channel.id } : { in: 'nowhere' },
  }
}

function fromSuggestion(body: Body): Told | null {
  const it = suggestion.safeParse(body).data
  if (!it) return null
  return {
    ...nothing(body),
    ...commonOf(it),
    deed: 'options',
    name: it.action_id.replace(/#.*$/, ''),
    key: null,
    words: it.value,
    place: it.view ? placeOf(it.view) : { in: 'nowhere' },
  }
}

function fromEvent(body: Body): Told | null {
  const it = event.safeParse(body).data
  if (!it) return null
  const user = it.event.user
  const isHome = it.event.type === 'app_home_opened'
  const slackUserId = typeof user === 'string' ? user : (person.safeParse(user).data?.id ?? '')
  return {
    ...nothing(body),
    deed: 'event',
    name: it.event.type,
    key: it.event_id,
    appId: it.api_app_id ?? null,
    who: { teamId: it.team_id, slackUserId },
    place: isHome ? placeOf(it.event.view ?? noHomeYet) : { in: 'nowhere' },
  }
}

/** The very first time there is nothing to look at. */
const noHomeYet = view.parse({ id: '', type: 'home' })

function commonOf(it: z.infer<z.ZodObject<typeof common>>) {
  const teamId = it.team?.id ?? it.user.team_id ?? ''
  return {
    appId: it.api_app_id ?? null,
    who: { teamId, slackUserId: it.user.id },
    isStranger: Boolean(it.user.team_id && it.user.team_id !== teamId),
    key: it.trigger_id ?? null,
    triggerId: it.trigger_id ?? null,
    responseUrl: it.response_url ?? null,
  }
}

const placeOf = (it: z.infer<typeof view>): Place => ({
  in: it.type,
  view: {
    id: it.id,
    hash: it.hash,
    callbackId: it.callback_id,
    metadata: metadataIn(it.private_metadata),
    depth: depthOf(it),
    blocks: it.blocks,
    title: it.title?.text ?? '',
    submit: it.submit?.text ?? null,
  },
})

function depthOf({ root_view_id, previous_view_id }: z.infer<typeof view>): number {
  if (!previous_view_id) return 1
  return previous_view_id === root_view_id ? 2 : 3
}

function metadataIn(written: string): Metadata {
  try {
    return z.record(z.string(), z.string()).parse(JSON.parse(written || '{}'))
  } catch {
    return {}
  }
}

const nothing = (body: Body): Told => ({
  deed: 'event',
  name: '',
  key: null,
  appId: null,
  who: { teamId: '', slackUserId: '' },
  isStranger: false,
  words: '',
  value: '',
  fields: new Fields(),
  place: { in: 'nowhere' },
  triggerId: null,
  responseUrl: null,
  body,
})
