import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { cancelInvitation } from '../../src/usecases/invitations/cancel-invitation.ts'
import { type House, openHouse, PASSWORD } from '../support/house.ts'
import { noise, pictures as uploads } from '../support/pictures.ts'
import { type FrontDoor, openFrontDoor } from './front-door.ts'

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
const hasBrowser = existsSync(executablePath)
if (!hasBrowser) console.log(`No browser at ${executablePath}: the browser tests are skipped`)

/** SCREENSHOTS=/tmp/shots keeps a picture of every page, for people to look at. */
const pictures = process.env.SCREENSHOTS
const small = { width: 320, height: 640 }
const large = { width: 1280, height: 800 }

interface Sizes {
  overflow: number
  short: string[]
  ground: string
}

/** Runs in the page. */
const measure = `({
  overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  short: [...document.querySelectorAll('button, a.button, a.quiet, input:not([type=hidden], [hidden]), select')]
    .filter((it) => it.offsetHeight < 44)
    .map((it) => it.outerHTML),
  ground: getComputedStyle(document.body).backgroundColor,
})`

describe.skipIf(!hasBrowser)('in a real browser', () => {
  let house: House
  let door: FrontDoor
  let browser: Browser
  let acme: Awaited<ReturnType<House['organization']>>
  beforeAll(async () => {
    house = await openHouse()
    house.clock.moveSeconds((Date.now() - house.clock.now().getTime()) / 1000)
    door = await openFrontDoor(house, {
      hints: [
        {
          text: 'Letters are kept here while no SMTP_URL is set: open the mailbox',
          href: '/playground/mailbox',
        },
        {
          text: 'Make an organization',
          command: 'npx usher init --organization "Acme" --owner you@example.com',
        },
      ],
    })
    acme = await house.organization('Acme Rockets', 'olga@acme.test')
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  })
  afterAll(async () => {
    await browser?.close()
    await door?.close()
    await house?.close()
  })
  afterEach(async () => {
    for (const it of browser.contexts()) await it.close()
  })

  async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ viewport: small, ...options })
    const page = await context.newPage()
    page.on('console', (it) => {
      if (/Content Security Policy/i.test(it.text())) throw new Error(it.text())
    })
    await page.goto(door.url + path)
    return page
  }

  const headingOf = (page: Page) => page.locator('h1').innerText()
  const focusedId = (page: Page) => page.locator(':focus').getAttribute('id')
  async function press(page: Page, ...keys: string[]): Promise<void> {
    for (const key of keys) await page.keyboard.press(key)
  }

  test('invited, accepted and signed in: no script, 320 pixels, nothing but a keyboard', async () => {
    const ada = await house.invited(acme.owner, 'ada@example.test', { roles: ['Admin'] })
    const page = await open(`/i/${ada.token}`, { javaScriptEnabled: false })
    await press(page, 'Tab')
    expect(await page.locator(':focus').innerText()).toBe('Skip to the content')
    await press(page, 'Enter')
    await press(page, 'Tab')
    expect(await page.locator(':focus').innerText()).toBe('Decline the invitation')
    await press(page, 'Tab')
    await page.keyboard.type('Ada')
    await press(page, 'Tab')
    await page.keyboard.type('Lovelace')
    await press(page, 'Tab')
    await page.keyboard.type('short')
    await press(page, 'Tab')
    await page.keyboard.type('short')
    await press(page, 'Enter')
    await page.waitForURL('**/i/*')

    await page.locator('.summary').waitFor()
    expect(await page.title()).toMatch(/^Error: /)
    expect(await page.locator(':focus').getAttribute('role')).toBe('alert')
    await press(page, 'Tab', 'Enter')
    expect(await focusedId(page)).toBe('password')
    await page.keyboard.type(PASSWORD)
    await press(page, 'Tab')
    await page.keyboard.type(PASSWORD)
    await press(page, 'Tab')
    expect(await page.locator(':focus').innerText()).toBe('Accept & Create Account')
    await press(page, 'Enter')
    await page.waitForURL('**/account')
    expect(await headingOf(page)).toBe('Hello, Ada')
    const cookies = await page.context().cookies()
    expect(cookies.find((it) => it.name === '__Host-usher')).toMatchObject({
      httpOnly: true,
      secure: true,
      sameSite: 'Lax',
      path: '/',
    })

    await page.getByRole('button', { name: 'Sign out' }).press('Enter')
    await page.waitForURL('**/sign-in')
    expect(await focusedId(page)).toBe('identifier')
    await page.keyboard.type('ada@example.test')
    await press(page, 'Tab')
    await page.keyboard.type(PASSWORD)
    await press(page, 'Enter')
    await page.waitForURL('**/account')
  })

  test('each box is called by its label, and says what was wrong with it', async () => {
    const it = await house.invited(acme.owner, 'listen@example.test')
    const page = await open(`/i/${it.token}`)
    await page.getByLabel('First name').fill('Lis')
    await page.getByLabel('Last name').fill('Ten')
    await page.getByLabel('Password', { exact: true }).fill('password123')
    await page.getByRole('button', { name: 'Accept & Create Account' }).click()
    const tree = await page.locator('main').ariaSnapshot()
    expect(tree).toContain('alert')
    const password = page.getByRole('textbox', { name: 'Password', exact: true })
    expect(await password.getAttribute('aria-invalid')).toBe('true')
    const told = (await password.getAttribute('aria-describedby'))?.split(' ') ?? []
    expect(await page.locator(`#${told.at(-1)}`).innerText()).toMatch(/common passwords/)
    expect(await page.getByLabel('First name').inputValue()).toBe('Lis')
  })

  test('with the script a password can be looked at, and a second press does nothing', async () => {
    const it = await house.invited(acme.owner, 'twice@example.test')
    const page = await open(`/i/${it.token}`)
    await page.getByLabel('First name').fill('Ann')
    await page.getByLabel('Last name').fill('Lee')
    const password = page.getByRole('textbox', { name: 'Password', exact: true })
    await password.fill(PASSWORD)
    await page.getByRole('button', { name: 'Show password' }).click()
    expect(await password.getAttribute('type')).toBe('text')
    await page.getByLabel('Confirm password', { exact: true }).fill(PASSWORD)
    const sent: string[] = []
    page.on('request', (request) => void (request.method() === 'POST' && sent.push(request.url())))
    await page.getByRole('button', { name: 'Accept' }).dblclick({ delay: 5 })
    await page.waitForURL('**/account')
    expect(sent).toHaveLength(1)
    expect(await headingOf(page)).toBe('Hello, Ann')
  })

  test('a reloaded form that was refused is sent again and still taken as ours', async () => {
    const page = await open('/sign-in')
    await page.getByLabel('Email').fill('olga@acme.test')
    await page.getByRole('textbox', { name: 'Password' }).fill('wrong password')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.locator('.summary').waitFor()
    const again = await page.reload()
    expect(again?.status()).toBe(401)
  })

  test('somebody signed in is asked to sign out, and comes back to the link', async () => {
    const bob = await house.invited(acme.owner, 'bob@example.test')
    const page = await signedIn()
    await page.goto(`${door.url}/i/${bob.token}`)
    expect(await headingOf(page)).toBe('Sign out first')
    await look(page, 'somebody-else')
    await page.getByRole('button', { name: 'Sign out and go on' }).click()
    await page.waitForURL(`**/i/${bob.token}`)
    expect(await headingOf(page)).toBe('Accept Invitation')
  })

  test('a picture goes up without the script, and is shown', async () => {
    const page = await signedIn({ javaScriptEnabled: false })
    await page.goto(`${door.url}/account/profile`)
    await page
      .getByLabel('Picture', { exact: true })
      .setInputFiles({ name: 'me.jpg', mimeType: 'image/jpeg', buffer: uploads.jpeg })
    await page.getByRole('button', { name: 'Upload picture' }).click()
    await page.getByText('Your picture is saved').waitFor()
    expect(await widthShown(page)).toBe(3)
  })

  test('with it, one as cameras take them is made small on the way', async () => {
    const page = await signedIn()
    await page.goto(`${door.url}/account/profile`)
    const box = page.locator('#picture')
    await box.setInputFiles({ name: 'large.png', mimeType: 'image/png', buffer: noise(1400, 1000) })
    await page.getByRole('button', { name: 'Upload picture' }).click()
    await page.getByText('Your picture is saved').waitFor()
    expect(await widthShown(page)).toBe(512)
  })

  const widthShown = (page: Page) =>
    page.evaluate(`document.querySelector('img.avatar').decode()
      .then(() => document.querySelector('img.avatar').naturalWidth)`)

  async function signedIn(options: BrowserContextOptions = {}): Promise<Page> {
    const page = await open('/sign-in', options)
    await page.getByLabel('Email').fill('olga@acme.test')
    await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL('**/account')
    return page
  }

  async function look(page: Page, name: string): Promise<void> {
    if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true })
  }

  const looks = [
    ['320 light', { viewport: small, colorScheme: 'light' }],
    ['320 dark', { viewport: small, colorScheme: 'dark' }],
    ['1280 light', { viewport: large, colorScheme: 'light' }],
    ['1280 dark', { viewport: large, colorScheme: 'dark' }],
  ] as const

  test.each(looks)('%s: nothing sticks out, nothing is too small to press', async (name, options) => {
    const who = name.replace(' ', '.')
    const roles = { roles: ['Admin', 'Manager'] }
    const live = await house.invited(
      acme.owner,
      `a.rather.long.address.of.somebody.${who}@example.test`,
      roles,
    )
    const dead = await house.invited(acme.owner, `dead.${who}@example.test`)
    await cancelInvitation(acme.owner, dead.invitationId)
    const expired = await house.invited(acme.owner, `late.${who}@example.test`)
    await house.db.raw(
      `update invitations set sent_at = sent_at - interval '25 hours', expires_at = expires_at - interval '25 hours' where id = ?`,
      [expired.invitationId],
    )

    const page = await open('/', options)
    await check(page, `welcome ${name}`)
    for (const [title, path] of [
      ['sign-in', '/sign-in'],
      ['accept', `/i/${live.token}`],
      ['decline', `/i/${live.token}/decline`],
      ['expired', `/i/${expired.token}`],
      ['cancelled', `/i/${dead.token}`],
      ['unknown', '/i/unknown'],
      ['nowhere', '/nowhere'],
    ] as const) {
      await page.goto(door.url + path)
      await check(page, `${title} ${name}`)
    }
    await page.goto(`${door.url}/i/${live.token}`)
    await page.getByRole('button', { name: 'Accept' }).click()
    await page.locator('.summary').waitFor()
    await check(page, `errors ${name}`)
    await page.goto(`${door.url}/i/${expired.token}`)
    await page.getByRole('button', { name: 'Ask for a new link' }).click()
    await page.getByText('Request received').first().waitFor()
    await check(page, `asked ${name}`)
    await page.context().close()
    await check(await signedIn(options), `account ${name}`)
  })

  async function check(page: Page, name: string): Promise<void> {
    await look(page, name.replaceAll(' ', '-'))
    const sizes = await page.evaluate<Sizes>(measure)
    expect({ name, ...sizes }).toMatchObject({ name, overflow: 0, short: [] })
    const isDark = name.endsWith('dark')
    expect(sizes.ground).toBe(isDark ? 'rgb(24, 24, 27)' : 'rgb(244, 244, 245)')
  }
})
