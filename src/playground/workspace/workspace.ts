import { Budgets } from './budgets.ts'
import type { Call, Delivery, Trouble } from './call.ts'
import { Cannot } from './cannot.ts'
import { type Channel, type NewChannel, newChannel } from './channel.ts'
import { type Checks, unchecked } from './checks.ts'
import { Faults } from './faults.ts'
import type { Upload } from './file.ts'
import { hex, stampMaker } from './ids.ts'
import type { Option } from './kit.ts'
import type { Message } from './message.ts'
import { capitalized, idFor, type NewPerson, newPerson, type Person } from './person.ts'
import { defaultApp, type SlackApp } from './slack-app.ts'
import type { ResponseUrl, Trigger } from './tickets.ts'
import type { View } from './view.ts'

export interface Wish {
  now: () => Date
  /** Where the bot listens, without the path: asked for anew each time, for the port may come late. */
  deliverTo: () => string
  /** Where this workspace is reached itself: response URLs, files and uploads point there. */
  baseUrl: () => string
  signingSecret: string
  botToken: string
  team?: Partial<Team>
  app?: Partial<SlackApp>
  people?: NewPerson[]
  channels?: NewChannel[]
  checks?: Checks
  /** How long Slack waits for an answer. */
  ackWithinMs?: number
  /** false: no budgets, for tests whose clock stands still while they do a day's work. */
  limits?: boolean
  /** The bot listens here; Slack lets one set it for each kind of request. */
  eventsPath?: string
}

export interface Team {
  id: string
  name: string
  domain: string
}

export interface Token {
  token: string
  kind: 'bot' | 'app'
  scopes: string[]
  isRevoked: boolean
}

/** Everything a Slack workspace remembers. Plain data; what may be done with it stands in the rooms beside. */
export interface Workspace {
  readonly team: Team
  readonly app: SlackApp
  readonly bot: Person
  readonly signingSecret: string
  readonly checks: Checks
  ackWithinMs: number
  readonly now: () => Date
  readonly stamp: () => string
  readonly botUrl: () => string
  readonly baseUrl: () => string

  /** An app that was thrown out hears nothing more. */
  isInstalled: boolean
  readonly tokens: Map<string, Token>
  readonly people: Map<string, Person>
  readonly channels: Map<string, Channel>
  /** By channel, oldest first. */
  readonly messages: Map<string, Message[]>
  readonly views: Map<string, View>
  /** By person: ids of the open modals, the topmost last. */
  readonly stacks: Map<string, string[]>
  /** By person: the id of the Home view. */
  readonly homes: Map<string, string>
  readonly triggers: Map<string, Trigger>
  readonly responseUrls: Map<string, ResponseUrl>
  readonly uploads: Map<string, Upload>
  /** What the bot offered for external selects, by person and place. */
  readonly offers: Map<string, Option[]>
  /** OAuth codes that were given out and not exchanged yet. */
  readonly codes: Map<string, { person: string; redirectUri: string; scopes: string[]; at: Date }>
  readonly faults: Faults
  readonly budgets: Budgets

  readonly calls: Call[]
  readonly deliveries: Delivery[]
  readonly troubles: Trouble[]
  /** Events that wait for their next try. */
  readonly later: { at: Date; run: () => Promise<void> }[]
  readonly listeners: Set<(change: Change) => void>
}

/** What a page must draw anew. Without `person` it concerns everybody. */
export interface Change {
  what: 'message' | 'modal' | 'home' | 'call' | 'trouble' | 'clock' | 'team'
  person?: string
  channel?: string
}

export function openWorkspace(wish: Wish): Workspace {
  const team = { id: 'T0ACME00000', name: 'Acme', domain: 'acme', ...wish.team }
  const app = { ...defaultApp, ...wish.app }
  const bot = newPerson({ name: app.botName, realName: app.name, email: null, isBot: true }, team.id, 0)
  const workspace: Workspace = {
    team,
    app,
    bot,
    signingSecret: wish.signingSecret,
    checks: { ...(wish.checks ?? unchecked) },
    ackWithinMs: wish.ackWithinMs ?? 3000,
    now: wish.now,
    stamp: stampMaker(wish.now),
    botUrl: () => wish.deliverTo().replace(/\/$/, '') + (wish.eventsPath ?? '/slack/events'),
    baseUrl: () => wish.baseUrl().replace(/\/$/, ''),
    isInstalled: true,
    tokens: new Map(),
    people: new Map([[bot.id, bot]]),
    channels: new Map(),
    messages: new Map(),
    views: new Map(),
    stacks: new Map(),
    homes: new Map(),
    triggers: new Map(),
    responseUrls: new Map(),
    uploads: new Map(),
    offers: new Map(),
    codes: new Map(),
    faults: new Faults(),
    budgets: new Budgets(wish.now, wish.limits ?? true),
    calls: [],
    deliveries: [],
    troubles: [],
    later: [],
    listeners: new Set(),
  }
  giveToken(workspace, wish.botToken, 'bot')
  for (const person of wish.people ?? []) addPerson(workspace, person)
  for (const channel of wish.channels ?? []) addChannel(workspace, channel)
  return workspace
}

export function giveToken(it: Workspace, token = `xoxb-${hex(12)}`, kind: Token['kind'] = 'bot'): Token {
  const given = { token, kind, scopes: [...it.app.scopes], isRevoked: false }
  it.tokens.set(token, given)
  return given
}

export function addPerson(it: Workspace, wish: NewPerson): Person {
  const person = newPerson(wish, it.team.id, it.people.size)
  it.people.set(person.id, person)
  tell(it, { what: 'team' })
  return person
}

/** A new channel; names of people are as good as their ids. */
export function addChannel(it: Workspace, wish: NewChannel): Channel {
  const members = (wish.members ?? []).map((name) => personCalled(it, name).id)
  const channel = newChannel({ ...wish, members }, it.now())
  it.channels.set(channel.id, channel)
  tell(it, { what: 'team' })
  return channel
}

/** By id or by name, as tests and pages name people. */
export function personCalled(it: Workspace, name: string): Person {
  const found = it.people.get(name) ?? [...it.people.values()].find((person) => person.name === name)
  if (!found) throw new Cannot(`Nobody in ${it.team.name} is called ${name}`)
  return found
}

export function channelCalled(it: Workspace, name: string): Channel {
  const plain = name.replace(/^#/, '')
  const found = it.channels.get(plain) ?? [...it.channels.values()].find((one) => one.name === plain)
  if (!found) throw new Cannot(`There is no channel ${name} in ${it.team.name}`)
  return found
}

/** The conversation of one person with the bot, opened when it is first needed. */
export function directChannel(it: Workspace, personId: string): Channel {
  const id = `D${personId.slice(1)}`
  const known = it.channels.get(id)
  if (known) return known
  const channel = newChannel({ id, name: id, kind: 'im' }, it.now())
  for (const member of [personId, it.bot.id]) channel.members.add(member)
  it.channels.set(id, channel)
  return channel
}

export const strangerTeam = (name: string): string => idFor('T', name)
export const strangerNamed = (name: string, team: string): NewPerson => ({
  name,
  realName: `${capitalized(name)} of ${team}`,
  teamId: strangerTeam(team),
})
export const isStranger = (it: Workspace, person: Person): boolean => person.teamId !== it.team.id

export const refusedBy = (it: Workspace): Call[] => it.calls.filter((call) => call.outcome === 'refused')

export function tell(it: Workspace, change: Change): void {
  for (const listener of it.listeners) listener(change)
}

export function apologise(it: Workspace, trouble: Omit<Trouble, 'at'>): void {
  it.troubles.push({ at: it.now(), ...trouble })
  tell(it, { what: 'trouble', ...(trouble.person ? { person: trouble.person } : {}) })
}

export const freshHash = (it: Workspace): string => `${Math.floor(it.now().getTime() / 1000)}.${hex(4)}`
