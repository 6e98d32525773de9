import { existsSync } from 'node:fs'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../src/db/id.ts'
import { type House, openHouse, PASSWORD } from '../support/house.ts'
import { type FrontDoor, openFrontDoor } from './front-door.ts'

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
const small = { width: 320, height: 640 }
const large = { width: 1280, height: 800 }

/** Run in the page. */
const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
const short = `[...document.querySelectorAll('button, a.button, a.quiet, input:not([type=hidden])')].filter((it) => it.offsetHeight < 44).map((it) => it.outerHTML)`
const colours = `['stroke', 'fill'].map((it) => getComputedStyle(document.querySelector('svg.chart use'))[it])`
const isSeen = `(() => {
  const box = document.querySelector('.found').getBoundingClientRect()
  const plane = document.querySelector('.plane').getBoundingClientRect()
  return box.left >= plane.left && box.right <= plane.right && box.top >= plane.top && box.bottom <= plane.bottom &&
    box.top >= 0 && box.bottom <= innerHeight
})()`

describe.skipIf(!existsSync(executablePath))('the org chart in a real browser', () => {
  let house: House
  let door: FrontDoor
  let browser: Browser
  let ids: string[]
  let session: Awaited<ReturnType<BrowserContext['storageState']>>
  /** Olga above nine, each of them above seven; the last of all is Zoë. */
  beforeAll(async () => {
    house = await openHouse()
    house.clock.moveSeconds((Date.now() - house.clock.now().getTime()) / 1000)
    door = await openFrontDoor(house)
    const { organizationId, ownerId } = await house.organization('Acme', 'olga@acme.test')
    ids = [ownerId, ...Array.from({ length: 72 }, () => newId(house.clock.now()))]
    await house.db('users').insert(
      ids.slice(1).map((id, at) => ({
        ...{ organizationId, id, email: `${at}@acme.test`, address: `${at}@acme.test`, origin: 'import' },
        ...{ firstName: at === 71 ? 'Zoë' : 'Kim', lastName: `No ${at}`, sortName: `${100 + at}` },
        ...{ createdAt: house.clock.now(), managerId: at < 9 ? ids[0] : ids[1 + Math.floor((at - 9) / 7)] },
      })),
    )
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
    session = await signedIn()
  })
  afterAll(async () => {
    await browser?.close()
    await door?.close()
    await house?.close()
  })
  afterEach(async () => {
    for (const it of browser.contexts()) await it.close()
  })

  async function signedIn() {
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.goto(`${door.url}/sign-in`)
    await page.getByLabel('Email').fill('olga@acme.test')
    await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL('**/account')
    return context.storageState()
  }

  async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const page = await (
      await browser.newContext({ viewport: large, storageState: session, ...options })
    ).newPage()
    const faults: string[] = []
    page.on('pageerror', (it) => faults.push(it.message))
    page.on('console', (it) => {
      if (it.type() === 'error' || faults.length > 0) throw new Error([it.text(), ...faults].join('\n'))
    })
    await page.goto(door.url + path)
    return page
  }

  const plane = (page: Page) => page.getByRole('region', { name: 'The chart' })
  const leftOf = (page: Page) => page.evaluate<number>(`document.querySelector('.plane').scrollLeft`)
  const said = (page: Page) => page.locator('.zoom output').innerText()
  const widthOf = async (page: Page) => (await page.locator('svg.chart').boundingBox())?.width ?? 0

  test('zooms with + − 0 and buttons without leaving the page, and the arrows move it', async () => {
    const page = await open('/org')
    const { url, start } = { url: page.url(), start: await widthOf(page) }
    await plane(page).focus()
    await page.keyboard.press('+')
    expect(await widthOf(page)).toBeCloseTo(start * 1.25, 0)
    await page.keyboard.press('-')
    expect(await widthOf(page)).toBeCloseTo(start, 0)
    await page.getByRole('button', { name: 'Zoom in' }).click()
    await page.getByRole('button', { name: 'Zoom in' }).click()
    expect(await widthOf(page)).toBeCloseTo(start * 1.5625, 0)

    await plane(page).focus()
    const scrolled = await leftOf(page)
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => leftOf(page)).toBeGreaterThan(scrolled)
    await page.keyboard.press('0')
    expect(await widthOf(page)).toBeLessThanOrEqual(1280)
    expect(await said(page)).toMatch(/^\d+%$/)
    expect(page.url()).toBe(url)
  })

  test('the wheel zooms with Ctrl, around the pointer; a drag moves it and follows no link', async () => {
    const page = await open('/org')
    const box = page.locator(`#p-${ids[5]}`)
    await box.hover()
    const before = await box.boundingBox()
    const width = await widthOf(page)
    await page.keyboard.down('Control')
    await page.mouse.wheel(0, -120)
    await page.keyboard.up('Control')
    await expect.poll(() => widthOf(page)).toBeGreaterThan(width * 1.2)
    const after = await box.boundingBox()
    const middleOf = (it: typeof before) => (it ? it.x + it.width / 2 : 0)
    expect(Math.abs(middleOf(after) - middleOf(before))).toBeLessThan(3)

    const url = page.url()
    const at = middleOf(after)
    const y = (after?.y ?? 0) + 5
    await page.mouse.move(at, y)
    await page.mouse.down()
    await page.mouse.move(at - 60, y, { steps: 4 })
    await page.mouse.up()
    expect(middleOf(await box.boundingBox())).toBeCloseTo(at - 60, -1)
    expect(page.url()).toBe(url)
    await page.mouse.click(at - 60, y)
    await page.waitForURL(`**/org?from=${ids[5]}`)
  })

  test('Tab goes from each manager to their people, Enter to their part', async () => {
    const page = await open('/org')
    await plane(page).focus()
    const seen: (string | null)[] = []
    for (let presses = 0; presses < 4; presses++) {
      await page.keyboard.press('Tab')
      seen.push(await page.locator(':focus').getAttribute('id'))
    }
    expect(seen).toEqual([0, 1, 10, 11].map((it) => `p-${ids[it]}`))
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Enter')
    await page.waitForURL(`**/org?from=${ids[1]}`)
    expect(await page.locator('svg.chart a').count()).toBe(8)
    const tree = await plane(page).ariaSnapshot()
    expect(tree).toMatch(
      /- region[^\n]+\n\s+- list:\n\s+- listitem:\n\s+- link "Kim No 0, pending, 7 reports, 7 people below in all"/,
    )
    expect(tree.match(/listitem/g)).toHaveLength(8)
  })

  test.each([
    ['with the script', {}],
    ['without it', { javaScriptEnabled: false }],
  ])('who is looked for is shown in the middle of it, %s', async (_, options) => {
    const page = await open('/org?zoom=200', { ...options, viewport: small })
    await page.getByLabel('Find a person').fill('zoe')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/org?focus=*')
    expect(await page.locator('.found').getAttribute('id')).toBe(`p-${ids[72]}`)
    expect(await page.evaluate(isSeen)).toBe(true)
  })

  test('without the script it is whole, begins in the middle and zooms by links', async () => {
    const page = await open('/org', { javaScriptEnabled: false })
    expect(await page.locator('svg.chart a').count()).toBe(73)
    const top = await page.locator(`#p-${ids[0]}`).boundingBox()
    expect(Math.abs((top?.x ?? 0) + (top?.width ?? 0) / 2 - large.width / 2)).toBeLessThan(30)
    const width = await widthOf(page)
    await page.getByRole('link', { name: 'Zoom out' }).click()
    await page.waitForURL('**/org?zoom=75')
    expect(await widthOf(page)).toBeCloseTo(width * 0.75, 0)
    await page.getByRole('link', { name: 'Fit' }).click()
    await page.waitForURL('**/org?zoom=fit')
    expect(await widthOf(page)).toBeLessThan(large.width)
  })

  test.each([
    ['narrow', small],
    ['wide', large],
  ] as const)(
    '%s: nothing sticks out, nothing is too small to press, by day and by night',
    async (_, viewport) => {
      const page = await open('/org', { viewport })
      for (const path of [
        '/org?view=list',
        '/org?find=kim',
        '/org?find=nobody',
        `/org?from=${ids[72]}`,
        '/org',
      ]) {
        await page.goto(door.url + path)
        expect([path, await page.evaluate(overflow), await page.evaluate(short)]).toEqual([path, 0, []])
      }
      const drawnIn = (colorScheme: 'light' | 'dark') =>
        page.emulateMedia({ colorScheme }).then(() => page.evaluate<string[]>(colours))
      expect(await drawnIn('light')).toEqual(['rgb(113, 113, 122)', 'rgb(255, 255, 255)'])
      expect(await drawnIn('dark')).toEqual(['rgb(161, 161, 170)', 'rgb(35, 35, 38)'])
    },
  )

  test('on paper it is the chart alone, as wide as the sheet, on one page lying down', async () => {
    const page = await open('/org?zoom=200', { colorScheme: 'dark' })
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByRole('button', { name: 'Find' }).isVisible()).toBe(false)
    expect(await page.locator('.bar').isVisible()).toBe(false)
    expect(
      await page
        .locator('.plane')
        .evaluate((it: { scrollWidth: number; clientWidth: number }) => it.scrollWidth - it.clientWidth),
    ).toBe(0)
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
    expect(pdf.match(/\/Type \/Page\b(?!s)/g)).toHaveLength(1)
    const [, width, height] = /MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf) ?? []
    expect(Number(width)).toBeGreaterThan(Number(height))
  })
})
