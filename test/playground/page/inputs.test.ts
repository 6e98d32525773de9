import { existsSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type axe from 'axe-core'
import express from 'express'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { humanRouter } from '../../../src/playground/human-api/router.ts'
import { pageRouter } from '../../../src/playground/page/router.ts'
import { movableClock } from '../../../src/playground/workspace/clock.ts'
import { builtUsher } from '../../support/built-usher.ts'
import { closed, listening, nothingRefused, urlOf } from '../../support/slack/open-slack.ts'
import { actions, button, section } from '../workspace/blocks.ts'
import { openTinyBot, type TinyBot } from '../workspace/tiny-bot.ts'
import { askEverything, type Heard, menu } from './every-input.ts'

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
const hasBrowser = existsSync(executablePath)
if (!hasBrowser) console.log(`No browser at ${executablePath}: the playground's page is not looked at`)

/** SCREENSHOTS=/tmp/shots keeps pictures, for people to look at. */
const shots = process.env.SCREENSHOTS
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

describe.skipIf(!hasBrowser)('the page', () => {
  let bot: TinyBot
  let server: Server
  let browser: Browser
  let page: Page
  let heard: Heard
  const faults: string[] = []
  beforeAll(async () => {
    const clock = movableClock()
    bot = await openTinyBot({
      now: clock.now,
      app: {
        commands: [
          { command: '/form', description: 'Every input', usageHint: 'nothing' },
          { command: '/menu', description: 'A message with buttons' },
        ],
        shortcuts: [
          { callbackId: 'greet', name: 'Greet somebody', kind: 'global' },
          { callbackId: 'quote', name: 'Quote this', kind: 'message' },
        ],
      },
    })
    heard = askEverything(bot)
    const web = express()
    const modules = join(await builtUsher(), 'dist/src/playground/page/browser')
    web.use(
      '/playground',
      pageRouter({ letters: null, stage: { kind: 'example', teamName: 'Acme' }, modules }),
    )
    web.use('/playground', humanRouter(bot.slack.workspace, clock))
    server = await listening(createServer(web))
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      reducedMotion: 'reduce',
      timezoneId: 'Europe/Istanbul',
    })
    page = await context.newPage()
    page.setDefaultTimeout(8_000)
    page.on('pageerror', (fault) => faults.push(fault.message))
    page.on('console', (line) => line.type() === 'error' && faults.push(line.text()))
    await page.goto(`${urlOf(server)}/playground#as=ada&room=C0GENERAL00`)
  }, 60_000)
  afterAll(async () => {
    await browser?.close()
    await closed(server)
    await bot.close()
  })

  const composer = () => page.locator('#composer')
  const dialog = () => page.getByRole('dialog')
  const field = (label: string) => dialog().getByLabel(label, { exact: true })
  const pick = async (label: string, words: string) => {
    await field(label).click()
    await field(label).fill(words.slice(0, 3))
    await dialog().getByRole('option', { name: words }).click()
  }

  test('completes a command from its first letters, and every input of a form arrives at the bot', async () => {
    await composer().fill('/fo')
    await page.getByRole('option', { name: '/form' }).waitFor()
    await composer().press('Enter')
    expect(await composer().inputValue()).toBe('/form ')
    await composer().press('Enter')
    await page.getByRole('heading', { name: 'Form' }).waitFor()

    await field('Name').fill('Taken')
    await field('Story (optional)').fill('Once\nupon a time')
    await field('E-mail').fill('no address')
    await field('Guests').fill('3')
    await pick('Tea', 'Black tea')
    await pick('More teas', 'Green tea')
    await pick('More teas', 'Mint tea')
    await pick('City', 'Istanbul')
    await pick('Cities', 'Ankara')
    await pick('Cities', 'Berlin')
    await pick('Friend', 'Grace')
    await pick('Friends', 'Mel')
    await pick('Room', '# general')
    await dialog().getByRole('checkbox', { name: 'Milk' }).check()
    await dialog().getByRole('radio', { name: 'Large' }).check()
    await field('Day').fill('2026-12-24')
    await field('Day').blur()
    await field('Time').fill('18:30')
    await field('Time').blur()
    await field('Moment').fill('2026-12-24T18:30')
    await field('Moment').blur()
    await field('Letter').setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b') })
    await dialog().getByText('a.csv').waitFor()
    if (shots) await page.screenshot({ path: join(shots, 'playground-form.png') })
    await dialog().getByRole('button', { name: 'Send' }).click()
    await dialog().getByText('Please enter a valid email address.').waitFor()
    expect(heard.values, 'Slack’s own client looks first').toEqual([])

    await field('E-mail').fill('ada@example.com')
    await dialog().getByRole('button', { name: 'Send' }).click()
    await dialog().getByText('Somebody is called that already.').waitFor()
    expect(await field('Name').getAttribute('aria-invalid')).toBe('true')
    expect(await broken()).toEqual([])

    await field('Name').fill('Ada')
    await dialog().getByRole('button', { name: 'Send' }).click()
    await page.getByRole('heading', { name: 'Thanks' }).waitFor()
    expect(heard.values.at(-1)).toMatchObject({
      name: { value: 'Ada' },
      story: { value: 'Once\nupon a time' },
      email: { value: 'ada@example.com' },
      site: { value: null },
      guests: { value: '3' },
      tea: { selected_option: { value: 'black' } },
      teas: { selected_options: [{ value: 'green' }, { value: 'mint' }] },
      city: { selected_option: { value: 'istanbul' } },
      towns: { selected_options: [{ value: 'ankara' }, { value: 'berlin' }] },
      friend: { selected_user: 'U0GRACE0000' },
      friends: { selected_users: ['U0MEL000000'] },
      room: { selected_conversation: 'C0GENERAL00' },
      extras: { selected_options: [{ value: 'milk' }] },
      size: { selected_option: { value: 'large' } },
      day: { selected_date: '2026-12-24' },
      time: { selected_time: '18:30' },
      moment: { selected_date_time: Date.parse('2026-12-24T18:30:00+03:00') / 1000 },
      letter: { files: [{ name: 'a.csv' }] },
    })

    await dialog().getByRole('button', { name: 'Back' }).click()
    await page.getByRole('heading', { name: 'Form' }).waitFor()
    await expect.poll(() => field('Name').inputValue()).toBe('Ada')
    await page.keyboard.press('Escape')
    await dialog().waitFor({ state: 'hidden' })
    expect(await page.evaluate('document.activeElement.id'), 'the focus is back').toBe('composer')
  })

  test('draws markup as words, never as markup; asks before a dangerous button; a message is edited in place', async () => {
    await composer().fill('/menu ')
    await composer().press('Enter')
    const message = page.getByRole('article').last()
    await message.getByText('Hello').waitFor()
    expect(await message.locator('strong', { hasText: 'Hello' }).count()).toBe(1)
    expect(await message.getByText('@Ada Lovelace').count()).toBe(1)
    expect(await message.getByText('<b>').count(), 'entities are characters, not tags').toBe(1)
    expect(await message.getByRole('img', { name: 'tada' }).textContent()).toBe('🎉')

    await message.getByRole('button', { name: /More actions/ }).click()
    await page.getByRole('menuitem', { name: 'Edit' }).waitFor()
    expect(await broken()).toEqual([])
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect.poll(() => heard.clicks).toEqual(['delete'])

    await message.getByRole('button', { name: 'Launch' }).click()
    const question = page.getByRole('alertdialog', { name: 'Sure?' })
    await question.getByRole('button', { name: 'No' }).click()
    await question.waitFor({ state: 'hidden' })
    expect(heard.clicks).toEqual(['delete'])
    await message.getByRole('button', { name: 'Launch' }).click()
    await question.getByRole('button', { name: 'Yes' }).click()
    await message.getByText('Launched at January 1, 1970').waitFor()
    expect(await message.getByText('(edited)').count()).toBe(1)
  })

  test('what is drawn anew under the hand stays in it: a click counts, an open menu stays open', async () => {
    const { chat } = bot.app.client
    const card = (words: string) => ({
      token: 'xoxb-of-the-tests',
      channel: 'C0GENERAL00',
      text: words,
      blocks: [section(words, { accessory: menu }), actions(button('Plain', 'plain', { value: '1' }))],
    })
    const { ts = '' } = await chat.postMessage(card('One'))
    const message = page.getByRole('article').last()
    const drawAnew = async (words: string) => {
      await chat.update({ ts, ...card(words) })
      await message.getByText(words).waitFor()
    }
    const before = heard.clicks.length
    await message.getByRole('button', { name: 'Plain' }).hover()
    await page.mouse.down()
    await drawAnew('Two')
    await page.mouse.up()
    await expect.poll(() => heard.clicks.slice(before)).toEqual(['plain'])
    await message.getByRole('button', { name: /More actions/ }).click()
    await page.getByRole('menuitem', { name: 'Edit' }).waitFor()
    await drawAnew('Three')
    await page.getByRole('menuitem', { name: 'Edit' }).click()
    await expect.poll(() => heard.clicks.slice(before)).toEqual(['plain', 'edit'])
  })

  test('who becomes somebody else and goes on before their screen has come is where they went', async () => {
    const room = (name: RegExp) =>
      page.getByRole('navigation', { name: 'Workspace' }).getByRole('button', { name })
    let letThrough = () => {}
    const isLetThrough = new Promise<void>((now) => {
      letThrough = now
    })
    await page.route('**/slack/state?as=mel', async (route) => {
      await isLetThrough
      await route.continue()
    })
    await room(/Usher · Messages/).click()
    await room(/Mel/).click()
    await room(/Usher · Home/).click()
    expect(await page.getByRole('main').getAttribute('inert'), 'it is Ada’s still').toBe('')
    letThrough()
    await page.locator('main:not([inert])').waitFor()
    expect(await room(/Usher · Home/).getAttribute('aria-current')).toBe('page')
    await page.unroute('**/slack/state?as=mel')
    await room(/Usher · Messages/).click()
    await room(/Ada/).click()
    await page.locator('main:not([inert])').waitFor()
    await page.getByText('Nothing here yet.').waitFor()
    expect(await room(/Usher · Messages/).getAttribute('aria-current')).toBe('page')
    await room(/general/).click()
  })

  test('both kinds of shortcuts open what they are for', async () => {
    await page.getByRole('button', { name: 'Shortcuts' }).click()
    await page.getByRole('menuitem', { name: 'Greet somebody' }).click()
    await page.getByRole('heading', { name: 'Greet' }).waitFor()
    await page.keyboard.press('Escape')
    await dialog().waitFor({ state: 'hidden' })
    await composer().fill('Meet <script>alert(1)</script> ada@example.com')
    await composer().press('Enter')
    const message = page.getByRole('article').filter({ hasText: '<script>alert(1)</script>' })
    await message.getByRole('button', { name: 'Message actions' }).click()
    await page.getByRole('menuitem', { name: 'Quote this' }).click()
    await dialog().getByText('Meet').waitFor()
    await page.keyboard.press('Escape')
    await dialog().waitFor({ state: 'hidden' })
  })

  test('says what Slack would say: an unknown command keeps its words, a bot that is away is told', async () => {
    await composer().fill('/nothing here')
    await composer().press('Enter')
    await page.getByRole('alert').filter({ hasText: '/nothing is not a valid command' }).waitFor()
    expect(await composer().inputValue()).toBe('/nothing here')
    await page.getByRole('tab', { name: /Slack log/ }).click()
    await page.getByText('Slack apologised').waitFor()
    expect(await broken()).toEqual([])
  })

  test('fits a phone, in the light and in the dark', async () => {
    await page.setViewportSize({ width: 320, height: 640 })
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await page.getByRole('button', { name: 'Channels and people' }).click()
      expect(await broken()).toEqual([])
      await page.getByRole('button', { name: 'general' }).click()
      expect(await broken()).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320)
      if (shots) await page.screenshot({ path: join(shots, `playground-narrow-${colorScheme}.png`) })
    }
    expect(faults).toEqual([])
    nothingRefused(bot.slack.workspace)
  })

  async function broken(): Promise<string[]> {
    await page.evaluate(source)
    const options = { runOnly: { type: 'tag', values: standards }, resultTypes: ['violations'] }
    const { violations } = await page.evaluate<axe.AxeResults>(
      `axe.run(document, ${JSON.stringify(options)})`,
    )
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((it) => `${id}: ${it.html} ${it.failureSummary ?? ''}`),
    )
  }
})
