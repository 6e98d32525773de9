import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closeEverything } from '../support/later.ts'
import { newPlace, type Place, type RunningUsher } from '../support/usher-process.ts'

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
const hasBrowser = existsSync(executablePath)
if (!hasBrowser) console.log(`No browser at ${executablePath}: nobody tries the playground`)
/** SCREENSHOTS=/tmp/shots keeps a picture of each station, for people to look at. */
const shots = process.env.SCREENSHOTS

afterAll(closeEverything)

describe.skipIf(!hasBrowser)('a newcomer, after npm start', { timeout: 120_000 }, () => {
  let place: Place
  let usher: RunningUsher
  let browser: Browser
  let context: BrowserContext
  let page: Page
  beforeAll(async () => {
    place = await newPlace({ PLAYGROUND: 'example' })
    ;[usher, browser] = await Promise.all([
      place.start(),
      chromium.launch({ executablePath, args: ['--no-sandbox'] }),
    ])
    context = await browser.newContext({
      viewport: { width: 1360, height: 820 },
      reducedMotion: 'reduce',
      timezoneId: 'Europe/Istanbul',
    })
    page = await context.newPage()
    page.setDefaultTimeout(15_000)
  })
  afterAll(() => browser?.close())

  const home = () => page.getByRole('region', { name: 'Home' })
  const rooms = () => page.getByRole('navigation', { name: 'Workspace' })
  const look = (name: string) => shots && page.screenshot({ path: join(shots, `playground-${name}.png`) })
  const openLetterTo = async (address: string) => {
    await page.getByRole('tab', { name: /^Mailbox/ }).click()
    await page
      .getByRole('button', { name: '← All letters' })
      .click({ timeout: 500 })
      .catch(() => {})
    await page.getByRole('tabpanel').getByRole('button', { name: address }).first().click()
    return page.frameLocator('iframe')
  }

  test('is told where to go, and finds a workspace with people and a Home at once', async () => {
    // It answers before it has said so.
    await expect.poll(() => usher.said.stdout).toContain('Simulated')
    expect(usher.said.stdout).toContain(`Playground            ${usher.url}/playground`)
    expect(usher.said.stdout).toContain('Simulated             Slack')
    await page.goto(usher.url)
    await page.getByRole('link', { name: /Open the playground/ }).click()
    await home().getByText('barbara.liskov@acme.example').waitFor()
    await home().getByText('emmy.noether@acme.example').waitFor()
    expect(await page.getByText('Simulated Slack').first().isVisible()).toBe(true)
    await look('home')
  })

  test('accepts an invitation from the mailbox on the real page, and Ada hears of it', async () => {
    const letter = await openLetterTo('edsger.dijkstra@acme.example')
    await look('letter')
    const [invitee] = await Promise.all([
      context.waitForEvent('page'),
      letter.getByRole('link', { name: 'Accept the invitation' }).click(),
    ])
    await invitee.getByLabel('First name').fill('Edsger')
    await invitee.getByLabel('Last name').fill('Dijkstra')
    for (const box of await invitee.locator('input[type=password]').all())
      await box.fill('quiet-Lantern-42-harbour')
    await invitee.locator('form button[type=submit], form button:not([type])').first().click()
    await invitee.waitForURL('**/account')

    await rooms()
      .getByRole('button', { name: /Usher · Messages/ })
      .click()
    await page
      .getByRole('article')
      .filter({ hasText: 'Edsger Dijkstra' })
      .filter({ hasText: /accepted/ })
      .waitFor()
    await look('card')
    await invitee.close()
  })

  test('is Mel for a while, who may see nothing of all that', async () => {
    await rooms()
      .getByRole('button', { name: /Mel Kaye/ })
      .click()
    await rooms()
      .getByRole('button', { name: /Usher · Home/ })
      .click()
    await home().getByText('You are connected to Acme').waitFor()
    expect(await home().getByText('@acme.example').count()).toBe(0)
    await rooms()
      .getByRole('button', { name: /Ada Lovelace/ })
      .click()
    await home().getByText('barbara.liskov@acme.example').waitFor()
  })

  test('lets a day pass: the scheduled letter leaves, the link of yesterday is dead', async () => {
    await page.getByRole('tab', { name: 'Clock' }).click()
    await page.getByRole('button', { name: '+1 day' }).click()
    await page.getByText('1 day ahead of your wall.').waitFor()
    const letter = await openLetterTo('radia.perlman@acme.example')
    await letter.getByRole('link', { name: 'Accept the invitation' }).waitFor()
    const old = await openLetterTo('barbara.liskov@acme.example')
    const link = await old.getByRole('link', { name: 'Accept the invitation' }).getAttribute('href')
    const answer = await context.request.get(link ?? '')
    expect(answer.status()).toBe(410)
    await look('a-day-later')
  })

  test('sees that Slack would have refused nothing', async () => {
    await page.getByRole('tab', { name: /Slack log/ }).click()
    await page.getByText('Every call so far is one that Slack would have taken.').waitFor()
    await look('log')
  })

  test('finds all of it again after a restart, the time included', async () => {
    await usher.term()
    await page.getByRole('alert').getByText('Usher cannot be reached').waitFor()
    usher = await place.start()
    await page.getByText('Usher cannot be reached').waitFor({ state: 'hidden' })
    await rooms()
      .getByRole('button', { name: /Usher · Home/ })
      .click()
    await page.getByRole('tab', { name: 'Clock' }).click()
    await page.reload()
    await page.getByText('1 day ahead of your wall.').waitFor()
    await home().getByText('radia.perlman@acme.example').waitFor()
    await rooms()
      .getByRole('button', { name: /Usher · Messages/ })
      .click()
    await page.getByRole('article').filter({ hasText: 'Edsger Dijkstra' }).waitFor()
    const promises = await place.cli('verify')
    expect(promises, promises.stdout).toMatchObject({ code: 0 })
  })

  test('is nowhere to be found where it is switched off', async () => {
    const without = await place.start({
      PLAYGROUND: 'off',
      PORT: String(place.port + 1),
      DATABASE_URL: place.databaseUrl(),
      SECRET_KEY: 'x'.repeat(40),
    })
    for (const path of ['/playground', '/playground/', '/playground/mailbox', '/playground/api/auth.test'])
      expect((await fetch(without.url + path)).status, path).toBe(404)
    expect(without.said.stdout).not.toContain('Playground ')
  })
})
