import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { acceptSockets } from '../../../src/playground/socket/accept-sockets.ts'
import { slackRouter } from '../../../src/playground/web-api/router.ts'
import type { Call } from '../../../src/playground/workspace/call.ts'
import { openWorkspace, type Wish } from '../../../src/playground/workspace/open-workspace.ts'
import { refusedBy, type Workspace } from '../../../src/playground/workspace/workspace.ts'
import { Someone } from './someone.ts'

export interface Slack {
  workspace: Workspace
  /** For `clientOptions.slackApiUrl`. */
  apiUrl: string
  url: string
  /** The hands and eyes of one person. */
  as(name: string): Someone
  /** From now on the bot is here: http://127.0.0.1:port */
  botIsAt(url: string): void
  close(): Promise<void>
}

type SlackWish = Partial<Omit<Wish, 'deliverTo' | 'baseUrl'>>

/** ada administers, grace too, mel is a member; everybody and the bot are in #general. */
const everybody: Pick<Wish, 'people' | 'channels'> = {
  people: [
    { name: 'ada', realName: 'Ada Lovelace', isAdmin: true, isOwner: true },
    { name: 'grace', isAdmin: true },
    { name: 'mel' },
  ],
  channels: [{ name: 'general', members: ['ada', 'grace', 'mel', 'usher'] }],
}

/** A Slack workspace behind real HTTP, for tests. */
export async function openSlack(wish: SlackWish = {}): Promise<Slack> {
  const at = { bot: 'http://127.0.0.1:1', self: '' }
  const workspace = openWorkspace({
    ...everybody,
    now: () => new Date(),
    signingSecret: 'signing-secret-of-the-tests',
    botToken: 'xoxb-of-the-tests',
    ...wish,
    deliverTo: () => at.bot,
    baseUrl: () => at.self,
  })
  const web = express()
  web.use(slackRouter(workspace))
  const server = await listening(createServer(web))
  acceptSockets(workspace, server)
  at.self = urlOf(server)
  const people = new Map<string, Someone>()
  return {
    workspace,
    url: at.self,
    apiUrl: `${at.self}/api/`,
    as(name) {
      const known = people.get(name) ?? new Someone(workspace, name)
      people.set(name, known)
      return known
    },
    botIsAt(url) {
      at.bot = url
    },
    close: () => closed(server),
  }
}

/** What Slack refused the bot, as lines; a test ends with none. */
export const refusals = (it: Workspace): string[] => refusedBy(it).map(inALine)

/** For the end of each test: throws with every call that Slack would have refused. */
export function nothingRefused(it: Workspace): void {
  const all = refusals(it)
  if (all.length) throw new Error(`Slack refused the bot ${all.length} times:\n${all.join('\n')}`)
}

/** Takes away what a test provoked on purpose, and says what it was. */
export function takeRefusals(it: Workspace): string[] {
  const all = refusals(it)
  const kept = it.calls.filter((call) => call.outcome !== 'refused')
  it.calls.splice(0, it.calls.length, ...kept)
  return all
}

const inALine = ({ method, error, words }: Call): string => [`${method}: ${error}`, ...words].join(' · ')

export const listening = (server: Server): Promise<Server> =>
  new Promise((ready) => server.listen(0, '127.0.0.1', () => ready(server)))

export const urlOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`

export const closed = (server: Server): Promise<void> =>
  new Promise((done) => {
    server.close(() => done())
    server.closeAllConnections()
  })
