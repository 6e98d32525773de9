import type { Budgets } from './budgets.ts'
import type { Call, Delivery, Trouble } from './call.ts'
import type { Channel } from './channel.ts'
import type { Faults } from './faults.ts'
import type { Upload } from './file.ts'
import { hex } from './ids.ts'
import type { Block, Option } from './kit.ts'
import type { Line } from './line.ts'
import type { Message } from './message.ts'
import type { Person } from './person.ts'
import type { SlackApp } from './slack-app.ts'
import type { ResponseUrl, Trigger } from './tickets.ts'
import type { View } from './view.ts'

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
  /** By place: what stood there until lately, the newest first. */
  readonly faded: Map<string, Block[]>
  /** OAuth codes that were given out and not exchanged yet. */
  readonly codes: Map<string, { person: string; redirectUri: string; scopes: string[]; at: Date }>
  /** Socket Mode: tickets for new lines, and the lines that are open. */
  readonly tickets: Set<string>
  readonly lines: Set<Line>
  readonly faults: Faults
  readonly budgets: Budgets

  readonly calls: Call[]
  readonly deliveries: Delivery[]
  readonly troubles: Trouble[]
  /** Events that wait for their next try. */
  readonly later: { at: Date; run: () => Promise<void> }[]
  readonly listeners: Set<(change: Change) => void>
}

/** What a page must draw anew. Without `person` it concerns everybody. `end`: nobody listens here any more. */
export interface Change {
  what: 'message' | 'modal' | 'home' | 'call' | 'trouble' | 'clock' | 'team' | 'letter' | 'end'
  person?: string
  channel?: string
}

export function giveToken(it: Workspace, token = `xoxb-${hex(12)}`, kind: Token['kind'] = 'bot'): Token {
  const scopes = kind === 'app' ? ['connections:write'] : [...it.app.scopes]
  const given = { token, kind, scopes, isRevoked: false }
  it.tokens.set(token, given)
  return given
}

export const refusedBy = (it: Workspace): Call[] => it.calls.filter((call) => call.outcome === 'refused')

export function tell(it: Workspace, change: Change): void {
  for (const listener of it.listeners) listener(change)
}

export function apologise(it: Workspace, trouble: Omit<Trouble, 'at'>): void {
  it.troubles.push({ at: it.now(), ...trouble })
  tell(it, { what: 'trouble', ...(trouble.person ? { person: trouble.person } : {}) })
}

export const freshHash = (it: Workspace): string => `${Math.floor(it.now().getTime() / 1000)}.${hex(4)}`
