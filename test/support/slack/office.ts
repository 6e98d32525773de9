import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import express from 'express'
import { pino } from 'pino'
import type { Database } from '../../../src/db/database.ts'
import { appFromManifest } from '../../../src/playground/workspace/app-from-manifest.ts'
import { openSlack as openApp } from '../../../src/slack/app.ts'
import type { SlackDoor } from '../../../src/slack/door/open-door.ts'
import { manifestFor } from '../../../src/slack/manifest.ts'
import { type SlackNeeds, type SlackSettings, usualCommands } from '../../../src/slack/needs.ts'
import type { Context } from '../../../src/usecases/context.ts'
import { bindPerson } from '../../../src/usecases/slack/bind-person.ts'
import { type House, openHouse } from '../house.ts'
import { closed, listening, nothingRefused, openSlack, type Slack, urlOf } from './open-slack.ts'
import type { Someone } from './someone.ts'

/** An organization that lives in Slack: ada owns it, grace is an admin, mel a member. */
export interface Office {
  house: House
  slack: Slack
  organizationId: string
  /** Owner, in a use-case; ada, grace and mel are them at the screen. */
  owner: Context
  ada: Someone
  grace: Someone
  mel: Someone
  userIds: { ada: string; grace: string; mel: string }
  /** Warnings and errors of the bot: a test ends with none. */
  log: Logged[]
  bot: Bot
  /** Another instance of the bot on the same database; Slack goes on calling the first until it is told. */
  anotherBot(wish?: BotWish): Promise<Bot>
  close(): Promise<void>
}

/** One process of Usher, as far as Slack sees it. */
export interface Bot {
  door: SlackDoor
  url: string
  stop(): Promise<void>
}

interface Logged {
  level: number
  msg: string
  requestId?: string
}

export interface BotWish {
  /** Something else than all that Usher does: for tests of the door itself. */
  open?: (needs: SlackNeeds) => SlackDoor
  settings?: Partial<SlackSettings>
  /** How it reaches its database. */
  db?: Database
}

/** As the manifest has it, and nothing more; but any command is answered, as in the playground. */
const appOfManifest = (publicUrl: string) => ({
  ...appFromManifest(manifestFor({ publicUrl, commands: { people: '/people', invites: '/invites' } })),
  commands: null,
})

export interface OfficeWish extends BotWish {
  slack?: Parameters<typeof openSlack>[0]
}

/** The door of one process, on a port of its own. */
async function openBot(
  { house, slack, log }: Pick<Office, 'house' | 'slack' | 'log'>,
  { open = openApp, settings, db = house.db }: BotWish = {},
): Promise<Bot> {
  const door = open({
    begin: (trace) => ({ ...house.outside(), db, trace }),
    publicUrl: house.publicUrl,
    mail: house.post.deliver,
    log: pino({ level: 'warn' }, { write: (line: string) => void log.push(JSON.parse(line)) }),
    settings: {
      apiUrl: slack.apiUrl,
      signingSecret: 'signing-secret-of-the-tests',
      botToken: 'xoxb-of-the-tests',
      oauth: null,
      appToken: null,
      sealingKeys: [randomBytes(32)],
      ...settings,
    },
    commands: usualCommands,
  })
  const web = express()
  web.use(door.router)
  const server = await listening(createServer(web))
  await door.start()
  return {
    door,
    url: urlOf(server),
    stop: async () => {
      await closed(server)
      await door.stop()
    },
  }
}

export async function openOffice(wish: OfficeWish = {}): Promise<Office> {
  const house = await openHouse()
  const slack = await openSlack({ now: house.clock.now, app: appOfManifest(house.publicUrl), ...wish.slack })
  const log: Logged[] = []
  const bot = await openBot({ house, slack, log }, wish)
  const others: Bot[] = []
  house.slack = bot.door.deliverCard
  house.greet = bot.door.greet
  slack.botIsAt(bot.url)

  const { organizationId, ownerId, owner } = await house.organization('Acme', 'ada@acme.test')
  const join = async (address: string, roles: string[]) => {
    const { token } = await house.invited(owner, address, { roles })
    return (await house.accept(token)).userId
  }
  const userIds = {
    ada: ownerId,
    grace: await join('grace@acme.test', ['Admin']),
    mel: await join('mel@acme.test', ['Member']),
  }
  await house.deliverAll()
  const operator = house.operatorOf(organizationId)
  const teamId = slack.workspace.team.id
  for (const [name, userId] of Object.entries(userIds))
    await bindPerson(operator, { teamId, slackUserId: slack.as(name).id }, userId)

  return {
    house,
    slack,
    organizationId,
    owner,
    ada: slack.as('ada'),
    grace: slack.as('grace'),
    mel: slack.as('mel'),
    userIds,
    log,
    bot,
    anotherBot: async (wish) => {
      const other = await openBot({ house, slack, log }, wish)
      others.push(other)
      return other
    },
    close: async () => {
      await Promise.all([bot, ...others].map((it) => it.stop()))
      await slack.close()
      await house.close()
    },
  }
}

/** For the end of each test: Slack would have taken every call, and the bot has nothing to complain of. */
export function allIsWell({ slack, log }: Office): void {
  nothingRefused(slack.workspace)
  if (log.length > 0)
    throw new Error(`The bot complained:\n${log.map((it) => JSON.stringify(it)).join('\n')}`)
}

/** Their Home, at one of its areas. */
export async function opensAt({ bot }: Pick<Office, 'bot'>, who: Someone, area: string): Promise<void> {
  await who.opensHome()
  await who.waitsUntil(() => who.buttons.some((it) => it.label === area), `${who.name} waited for ${area}`)
  await who.click(area)
  await bot.door.settled()
}
