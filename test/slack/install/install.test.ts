import { randomBytes } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import express from 'express'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { uninstall } from '../../../src/playground/human/event.ts'
import { allowed } from '../../../src/playground/web-api/authorize.ts'
import { openSlack as openDoor } from '../../../src/slack/app.ts'
import type { SlackDoor } from '../../../src/slack/door/open-door.ts'
import { usualCommands } from '../../../src/slack/needs.ts'
import { bindPerson } from '../../../src/usecases/slack/bind-person.ts'
import { endInstallation, findInstallation } from '../../../src/usecases/slack/install-team.ts'
import { errorPage } from '../../../src/web/faults.ts'
import { webRouter } from '../../../src/web/router.ts'
import { type House, openHouse } from '../../support/house.ts'
import {
  closed,
  listening,
  nothingRefused,
  openSlack,
  type Slack,
  takeRefusals,
  urlOf,
} from '../../support/slack/open-slack.ts'
import { Browser } from '../../web/browser.ts'

/** Usher for many workspaces, and one of them, which has not let it in yet. */
const key = randomBytes(32)
let house: House
let slack: Slack
let door: SlackDoor
let server: Server
let url: string
const log: string[] = []

beforeAll(async () => {
  house = await openHouse()
  const web = express()
  server = await listening(createServer(web))
  url = urlOf(server)
  slack = await openSlack({
    now: house.clock.now,
    botToken: 'xoxb-nobody-has-this-one',
    app: { redirectUrls: [`${url}/slack/oauth_redirect`] },
  })
  slack.botIsAt(url)
  const lines = pino({ level: 'trace' }, { write: (line: string) => void log.push(line) })
  door = openDoor({
    begin: (trace) => ({ ...house.outside(), trace }),
    publicUrl: url,
    mail: house.post.deliver,
    log: lines,
    settings: {
      apiUrl: slack.apiUrl,
      signingSecret: 'signing-secret-of-the-tests',
      botToken: null,
      oauth: { clientId: slack.workspace.app.clientId, clientSecret: slack.workspace.app.clientSecret },
      appToken: null,
      sealingKeys: [key],
    },
    commands: usualCommands,
  })
  web.use(door.router)
  web.use(
    webRouter({
      begin: (trace) => ({ ...house.outside(), trace }),
      publicUrl: url,
      formKey: Buffer.alloc(32, 7),
      log: lines,
      slackInstall: door.installing,
      welcome: { hints: [] },
    }),
  )
  web.use(errorPage(lines))
})
afterEach(() => nothingRefused(slack.workspace))
afterAll(async () => {
  await door.stop()
  await closed(server)
  await slack.close()
  await house.close()
})

/** As far as Slack's page, which is asked what it would be asked. */
async function begun(browser = new Browser(url)) {
  expect((await browser.get('/slack/install')).body).toContain('href="/slack/install/begin"')
  const { status, location } = await browser.get('/slack/install/begin')
  expect(status).toBe(303)
  const asked = new URL(location ?? '')
  expect((await fetch(asked)).status).toBe(200)
  const { searchParams: query } = asked
  return {
    browser,
    state: query.get('state') ?? '',
    scopes: (query.get('scope') ?? '').split(','),
    redirectUri: query.get('redirect_uri') ?? '',
  }
}
const back = (asked: Awaited<ReturnType<typeof begun>>): string => {
  const { pathname, search } = new URL(allowed(slack.workspace, 'ada', asked))
  return pathname + search
}
const installation = (keys: [Buffer, ...Buffer[]] = [key]) =>
  findInstallation(house.outside(), keys, slack.workspace.team.id)

test('from the page to Slack and back: the installation is kept, sealed, and the workspace asks for a code', async () => {
  const asked = await begun()
  const page = await asked.browser.get(back(asked))
  expect(page.status).toBe(200)
  expect(page.text).toContain('Usher is in Acme')
  expect(page.text).toContain('set-up code')
  const kept = await installation()
  expect(slack.workspace.tokens.get(kept?.token ?? '')?.scopes).toEqual([
    'chat:write',
    'commands',
    'im:write',
    'users:read',
    'users:read.email',
  ])
  const [row] = await house.query<{ sealed: string }>(
    `select encode(sealed_token, 'escape') sealed from slack_teams`,
  )
  expect(row?.sealed).not.toContain('xoxb-')
  expect(log.join('')).not.toContain(kept?.token)
  const ada = slack.as('ada')
  await ada.opensHome()
  await ada.waitsFor('I have a set-up code')
})

test('the state is good once, in the browser that began, for ten minutes', async () => {
  const asked = await begun()
  const path = back(asked)
  const elsewhere = await new Browser(url).get(path)
  expect([elsewhere.status, elsewhere.text.includes('Nothing was installed')]).toEqual([400, true])

  const cookie = [...asked.browser.jar]
  expect((await asked.browser.get(path)).status).toBe(200)
  for (const [name, value] of cookie) asked.browser.jar.set(name, value)
  expect((await asked.browser.get(path)).status).toBe(400)

  const late = await begun()
  house.clock.moveSeconds(10 * 60)
  expect((await late.browser.get(back(late))).status).toBe(400)

  const forged = await begun()
  const other = back({ ...forged, state: `${Date.now() + 1e9}.${forged.state.split('.')[1]}` })
  expect((await forged.browser.get(other)).status).toBe(400)
  expect((await forged.browser.get('/slack/oauth_redirect')).status).toBe(400)
})

test('whoever says no, or brings a code that Slack does not know, is told so', async () => {
  const no = await begun()
  const denied = await no.browser.get(
    `/slack/oauth_redirect?error=access_denied&state=${encodeURIComponent(no.state)}`,
  )
  expect([denied.status, denied.text.includes('You said no')]).toEqual([200, true])
  const wrong = await begun()
  const refused = await wrong.browser.get(
    `/slack/oauth_redirect?code=nonsense&state=${encodeURIComponent(wrong.state)}`,
  )
  expect([refused.status, refused.text.includes('invalid_code')]).toEqual([400, true])
  expect(takeRefusals(slack.workspace)).toEqual(['oauth.v2.access: invalid_code'])
})

test('a token sealed with an older key still opens, and with none of ours it does not', async () => {
  expect(await installation([randomBytes(32), key])).not.toBeNull()
  expect(await installation([randomBytes(32)])).toBeNull()
})

test('thrown out, it forgets the token; let in again, it keeps its organization', async () => {
  const { organizationId, ownerId } = await house.organization('Engines', 'ada@engines.test')
  const person = { teamId: slack.workspace.team.id, slackUserId: slack.as('ada').id }
  await bindPerson(house.operatorOf(organizationId), person, ownerId)
  const ada = slack.as('ada')
  await ada.opensHome()
  await ada.waitsFor('Invite people')

  house.clock.moveSeconds(5)
  await uninstall(slack.workspace)
  for (let tries = 0; tries < 300 && (await installation()); tries++)
    await new Promise((ok) => setTimeout(ok, 10))
  expect(await installation()).toBeNull()
  const [row] = await house.query<{ sealed: Buffer | null }>('select sealed_token sealed from slack_teams')
  expect(row?.sealed).toBeNull()

  house.clock.moveSeconds(60)
  const asked = await begun()
  const page = await asked.browser.get(back(asked))
  expect(page.text).toContain('connected with its organization as before')
  // What Slack tells late is about the installation before.
  await endInstallation(house.outside(), person.teamId, new Date(house.clock.now().getTime() - 30_000))
  expect(await installation()).not.toBeNull()
  await house.deliverAll()
  await ada.opensHome()
  await ada.waitsFor('Invite people')
})
