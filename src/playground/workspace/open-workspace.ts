import { Budgets } from './budgets.ts'
import type { NewChannel } from './channel.ts'
import { Faults } from './faults.ts'
import { stampMaker } from './ids.ts'
import { addChannel, addPerson } from './people.ts'
import { type NewPerson, newPerson } from './person.ts'
import { defaultApp, type SlackApp } from './slack-app.ts'
import { giveToken, type Team, type Workspace } from './workspace.ts'

export interface Wish {
  now: () => Date
  /** Where the bot listens, without the path: asked for anew each time, for the port may come late. */
  deliverTo: () => string
  /** Where this workspace is reached itself: response URLs, files and uploads point there. */
  baseUrl: () => string
  signingSecret: string
  botToken: string
  /** For Socket Mode. */
  appToken?: string
  team?: Partial<Team>
  app?: Partial<SlackApp>
  people?: NewPerson[]
  channels?: NewChannel[]
  /** How long Slack waits for an answer. */
  ackWithinMs?: number
  /** false: no budgets, for tests whose clock stands still while they do a day's work. */
  limits?: boolean
  /** The bot listens here; Slack lets one set it for each kind of request. */
  eventsPath?: string
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
    faded: new Map(),
    codes: new Map(),
    tickets: new Set(),
    lines: new Set(),
    faults: new Faults(),
    budgets: new Budgets(wish.now, wish.limits ?? true),
    calls: [],
    deliveries: [],
    troubles: [],
    later: [],
    listeners: new Set(),
  }
  giveToken(workspace, wish.botToken, 'bot')
  if (wish.appToken) giveToken(workspace, wish.appToken, 'app')
  for (const person of wish.people ?? []) addPerson(workspace, person)
  for (const channel of wish.channels ?? []) addChannel(workspace, channel)
  return workspace
}
