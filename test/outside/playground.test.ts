import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closeEverything } from '../support/later.ts'
import { accepts, Newcomer, statusOf, wide } from '../support/newcomer.ts'
import { newPlace, type Place, type RunningUsher } from '../support/usher-process.ts'

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
const hasBrowser = existsSync(executablePath)
if (!hasBrowser) console.log(`No browser at ${executablePath}: nobody tries the playground`)

const mail = (name: string): string => `${name}@acme.example`
const three = ['niels', 'lise', 'rosalind'].map(mail)

afterAll(closeEverything)

describe.skipIf(!hasBrowser)('a newcomer, after npm start', { timeout: 120_000 }, () => {
  let place: Place
  let usher: RunningUsher
  let browser: Browser
  let me: Newcomer
  beforeAll(async () => {
    place = await newPlace({ PLAYGROUND: 'example' })
    // One after the other: on a busy machine a browser that starts takes what the server needs to be ready in time.
    usher = await place.start()
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
    const context = await browser.newContext({
      viewport: wide,
      reducedMotion: 'reduce',
      timezoneId: 'Europe/Istanbul',
    })
    context.setDefaultTimeout(15_000)
    me = new Newcomer(context, await context.newPage())
  }, 120_000)
  afterAll(() => browser?.close())

  test('is told where to go, and finds a workspace with people and a Home at once', async () => {
    // It answers before it has said so.
    await expect.poll(() => usher.said.stdout).toContain('Simulated')
    expect(usher.said.stdout).toContain(`Playground            ${usher.url}/playground`)
    expect(usher.said.stdout).toContain('Simulated             Slack')
    await me.page.goto(usher.url)
    await me.page.getByRole('link', { name: /Open the playground/ }).click()
    for (const name of ['barbara.liskov', 'emmy.noether']) await me.home.getByText(mail(name)).waitFor()
    expect(await me.page.getByText('Simulated Slack').first().isVisible()).toBe(true)
    await me.looks('1-home', { at: 'panel' })
    await me.looks('1-rooms', { at: 'rooms' })
  })

  test('invites one by the form, gets the link once, and finds them on the Home', async () => {
    await me.home.getByRole('button', { name: 'Invite people' }).click()
    const { modal } = me
    await modal.getByLabel('E-mail addresses').fill(mail('marie'))
    await modal.getByLabel('Personal message').fill('We have kept a desk by the window for you.')
    await me.looks('2-form')
    await modal.getByRole('button', { name: 'Send invitations' }).click()
    await modal.getByText('Invitation created').waitFor()
    expect(await modal.getByText(`${usher.url}/i/inv_`).count()).toBe(1)
    await modal.getByText(/The letter (has left|is queued)/).waitFor()
    await me.looks('3-created')
    await modal.getByRole('button', { name: 'Done' }).click()
    await me.home.getByText(mail('marie')).waitFor()
  })

  test('invites three by a line of text, and sees in one message how far their letters are', async () => {
    await me.types('general', `/invite ${three.join(', ')} in Research`)
    const answers = me.messages('3 invited')
    await answers.waitFor()
    await me.looks('4-by-text')
    for (const address of three) await me.letterTo(address)
    await answers.getByRole('button', { name: 'Refresh' }).click()
    await answers.filter({ hasText: 'All 3 letters have left.' }).waitFor()
    expect(
      await me.page
        .getByRole('article')
        .filter({ hasText: /letters? ha(ve|s) left/ })
        .count(),
    ).toBe(1)
    await me.looks('5-letters-left')
  })

  test('reads a letter; whoever it is for accepts in another window, and Ada hears of it', async () => {
    await me.opens('Mailbox')
    await me.looks('6-mailbox', { at: 'panel' })
    const letter = await me.letterTo(mail('marie'))
    await letter.getByText('We have kept a desk by the window for you.').waitFor()
    await me.looks('6-letter', { at: 'panel' })
    await me.page.evaluate(`document.querySelector('iframe').isTheSame = true`)
    const invitee = await me.followsLink(letter)
    await accepts(invitee, 'Marie', 'Curie')
    await me.turnsTo(/Usher · Messages/)
    await me.messages('Marie Curie', 'has accepted your invitation').waitFor()
    await me.looks('7-card')
    expect(await me.page.evaluate(`document.querySelector('iframe').isTheSame`), 'is not loaded anew').toBe(
      true,
    )
    await invitee.getByRole('button', { name: 'Sign out' }).click()
    await invitee.waitForURL('**/sign-in**')
    await invitee.close()
    await me.goesTo('Users')
    await me.home.getByText('Marie Curie').waitFor()
  })

  test('sends one again: the link of the first letter is dead, that of the second lives', async () => {
    const [niels = ''] = three
    await me.goesTo('Invitations')
    const first = await me.linkTo(niels)
    expect(await statusOf(first)).toBe(200)
    await me.looks('8-invitations')
    await me.picks('Resend', { of: niels })
    await me.home.getByText(`A new letter to ${niels} is queued.`).waitFor()
    await me.page.getByRole('tab', { name: /^Mailbox\s?1$/ }).waitFor()
    await me.looks('9-resent')
    const second = await me.linkTo(niels, { atLeast: 2 })
    expect([await statusOf(first), await statusOf(second)]).toEqual([410, 200])
  })

  test('cancels one, who is asked for first by name, and whose link is dead then', async () => {
    const [, lise = ''] = three
    const link = await me.linkTo(lise)
    await me.picks('Cancel invitation', { of: lise })
    await me.modal.getByText(`Take back the invitation of ${lise}?`).waitFor()
    await me.looks('10-cancel')
    await me.modal.getByRole('button', { name: 'Cancel invitation' }).click()
    await me.modal.getByText('Cancelled. The link is dead from this moment on.').waitFor()
    await me.looks('11-cancelled')
    await me.modal.getByRole('button', { name: 'Close', exact: true }).last().click()
    await me.home.getByText(lise).waitFor({ state: 'hidden' })
    expect(await statusOf(link)).toBe(410)
  })

  test('sees a card when somebody declines, with the reason', async () => {
    const [, , rosalind = ''] = three
    const invitee = await me.followsLink(await me.letterTo(rosalind))
    await invitee.getByRole('link', { name: 'Decline the invitation' }).click()
    await invitee.getByRole('textbox').fill('I have a crystal to photograph.')
    await invitee.getByRole('button', { name: 'Decline invitation' }).click()
    await invitee.getByRole('heading', { name: 'Invitation declined' }).waitFor()
    await invitee.close()
    await me.turnsTo(/Usher · Messages/)
    await me.messages(rosalind, 'has declined your invitation', 'I have a crystal to photograph.').waitFor()
    await me.looks('12-declined')
  })

  test('is Mel for a while, who may see nothing of all that', async () => {
    await me.turnsTo(/Mel Kaye/)
    await me.turnsTo(/Usher · Home/)
    await me.home.getByText('You are connected to Acme').waitFor()
    expect(await me.home.getByText('@acme.example').count()).toBe(0)
    await me.looks('13-mel')
    await me.turnsTo(/Ada Lovelace/)
    await me.home.getByRole('button', { name: 'Invitations, shown now' }).waitFor()
  })

  test('lets 13 hours pass: everybody has that much less time, and no link has died of it', async () => {
    const [niels = ''] = three
    const row = me.home.locator('.context').filter({ hasText: 'expires' }).first()
    await row.filter({ hasText: 'in 23 hours' }).waitFor()
    await me.opens('Clock')
    await me.page.getByRole('button', { name: '+13 hours' }).click()
    await me.page.getByText('13 hours ahead of your wall.').waitFor()
    await row.filter({ hasText: 'in 10 hours' }).waitFor()
    await me.looks('14-clock', { at: 'panel' })
    expect(await statusOf(await me.linkTo(niels))).toBe(200)
  })

  test('lets a day pass: the scheduled letter leaves, the link of yesterday is dead', async () => {
    await me.opens('Clock')
    await me.page.getByRole('button', { name: '+1 day' }).click()
    await me.page.getByText('1 day and 13 hours ahead of your wall.').waitFor()
    await me.linkTo(mail('radia.perlman'))
    expect(await statusOf(await me.linkTo(mail('barbara.liskov')))).toBe(410)
    await me.looks('15-a-day-later')
  })

  test('has been reminded on the way of whoever had not answered, in the hours of work', async () => {
    const [niels = ''] = three
    await me.turnsTo(/Usher · Messages/)
    await me
      .messages(niels, /not answered yet|ran out without an answer/)
      .first()
      .waitFor()
    await me.looks('16-reminded')
  })

  test('sees that Slack would have refused nothing', async () => {
    await me.opens('Slack log')
    await me.page.getByText('Every call so far is one that Slack would have taken.').waitFor()
    await me.looks('17-log', { at: 'panel' })
  })

  test('finds all of it again after a restart, the time included', async () => {
    await usher.term()
    await me.page.getByRole('alert').filter({ hasText: 'This page goes on by itself' }).waitFor()
    usher = await place.start()
    await me.page.getByText('This page goes on by itself').waitFor({ state: 'hidden' })
    await me.turnsTo(/Usher · Home/)
    await me.opens('Clock')
    await me.page.reload()
    await me.page.getByText('1 day and 13 hours ahead of your wall.').waitFor()
    await me.home.getByText(mail('radia.perlman')).waitFor()
    await me.turnsTo(/Usher · Messages/)
    await me.messages('Marie Curie').waitFor()
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
