import { afterAll, beforeAll, expect, test } from 'vitest'
import { askToLinkSlack } from '../../src/usecases/slack/ask-to-link.ts'
import { bindPerson } from '../../src/usecases/slack/bind-person.ts'
import { noteTeam } from '../../src/usecases/slack/install-team.ts'
import { type House, openHouse, PASSWORD } from '../support/house.ts'
import { Browser, formOn, headingOf } from './browser.ts'
import { type FrontDoor, openFrontDoor } from './front-door.ts'

const teamId = 'T0ACME00000'
let house: House
let door: FrontDoor
let acme: Awaited<ReturnType<House['organization']>>
beforeAll(async () => {
  house = await openHouse()
  door = await openFrontDoor(house)
  acme = await house.organization('Acme Rockets')
  await noteTeam(house.outside(), { teamId, name: 'Rocket Slack' })
  const owner = { teamId, slackUserId: 'U0OLGA' }
  await bindPerson(house.operatorOf(acme.organizationId), owner, acme.ownerId)
})
afterAll(async () => {
  await door.close()
  await house.close()
})

/** Somebody who asked in Slack, and the path of the link in their letter. */
async function asked(address: string) {
  const { token } = await house.invited(acme.owner, address)
  const { userId } = await house.accept(token)
  const profile = {
    ...{ teamId, slackUserId: `U${userId.replace(/\W/g, '').slice(-10).toUpperCase()}`, name: 'Ada <b>' },
    ...{ firstName: 'Ada', lastName: null, email: address.toUpperCase(), isEmailConfirmed: true },
    ...{ timeZone: 'Europe/London', standing: 'member' as const },
  }
  await askToLinkSlack(house.outside(), profile)
  await house.deliverAll()
  const link = house.post.linksFor(address).at(-1) ?? ''
  return { userId, path: new URL(link).pathname }
}
const isBound = async (userId: string) =>
  (await house.query('select 1 from slack_bindings where user_id = :userId', { userId })).length === 1

test('the page says who in Slack would be whom here; looking, and looking again, connects nobody', async () => {
  const { userId, path } = await asked('ada@example.test')
  const scanner = new Browser(door.url)
  for (const _ of [1, 2]) {
    const page = await scanner.get(path)
    expect(page.status).toBe(200)
    expect(headingOf(page.body)).toBe('Is this you in Slack?')
    for (const words of ['Rocket Slack', 'Acme Rockets', 'ada@example.test', 'Ada <b>'])
      expect(page.text.replaceAll('&lt;', '<').replaceAll('&gt;', '>')).toContain(words)
    expect(page.headers.get('referrer-policy')).toBe('no-referrer')
  }
  expect(await isBound(userId)).toBe(false)
  const ada = new Browser(door.url)
  const done = await ada.fill(path, {})
  expect([done.status, headingOf(done.body)]).toEqual([200, 'Slack is connected'])
  expect(await isBound(userId)).toBe(true)
  const again = await ada.get(path)
  expect([again.status, headingOf(again.body)]).toEqual([410, 'Already connected'])
  expect((await ada.get('/slack-link/slk_unknown')).status).toBe(404)
  expect(door.log.join('')).not.toContain(path.split('/').at(-1))
})

test('a dozen presses at once connect once', async () => {
  const { path } = await asked('many@example.test')
  const pages = await Promise.all(
    Array.from({ length: 12 }, async () => {
      const browser = new Browser(door.url)
      return { browser, form: formOn((await browser.get(path)).body, path) }
    }),
  )
  const answers = await Promise.all(pages.map(({ browser, form }) => browser.send(form, {})))
  expect(answers.map((it) => it.status).sort()).toEqual([200, ...Array(11).fill(410)])
})

test('a browser that is signed in as somebody else connects nothing', async () => {
  const { userId, path } = await asked('eve@example.test')
  const olga = new Browser(door.url)
  await olga.fill('/sign-in', { identifier: 'olga@acme.test', password: PASSWORD })
  const page = await olga.get(path)
  expect([page.status, page.text.includes('signed in as olga@acme.test')]).toEqual([409, true])
  expect(await isBound(userId)).toBe(false)
})

test('an expired link says so, and a form from elsewhere is not heard', async () => {
  const { userId, path } = await asked('late@example.test')
  const browser = new Browser(door.url)
  const form = formOn((await browser.get(path)).body, path)
  const foreign = await browser.send(
    form,
    {},
    { headers: { 'sec-fetch-site': 'cross-site', origin: 'https://evil.test' } },
  )
  expect(foreign.status).toBe(403)
  house.clock.moveHours(1)
  const dead = await browser.send(form, {})
  expect([dead.status, headingOf(dead.body)]).toEqual([410, 'Link expired'])
  expect(await isBound(userId)).toBe(false)
})

test('people disconnect Slack on their account page, and asking twice is asking once', async () => {
  const olga = new Browser(door.url)
  await olga.fill('/sign-in', { identifier: 'olga@acme.test', password: PASSWORD })
  const account = await olga.get('/account')
  expect(account.text).toContain('Connected in the workspace Rocket Slack')
  const form = formOn(account.body.slice(account.body.indexOf('id="slack"')), '/account')
  for (const _ of [1, 2]) {
    const done = await olga.send(form, {})
    expect([done.status, done.location]).toEqual([303, '/account?done=slack'])
  }
  const after = await olga.get('/account?done=slack')
  expect(after.text).toContain('Your Slack account is disconnected')
  expect(after.body).not.toContain('/account/slack/disconnect')
  expect(await isBound(acme.ownerId)).toBe(false)
})
