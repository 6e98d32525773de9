import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type axe from 'axe-core'
import express from 'express'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sendPage } from '../../src/web/frame/send-page.ts'
import { serveAsset } from '../../src/web/frame/serve-asset.ts'
import { setHeaders } from '../../src/web/guard/set-headers.ts'
import { pictures } from '../support/pictures.ts'
import { everyPage } from './every-page.ts'

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
const hasBrowser = existsSync(executablePath)
if (!hasBrowser) console.log(`No browser at ${executablePath}: the accessibility tests are skipped`)

/** SCREENSHOTS=/tmp/shots keeps a picture of every page in every look, for people to look at. */
const shots = process.env.SCREENSHOTS

/** Long, with a mark on it, from right to left, and one word that no line can break. */
const words = 'Łucja-María עדה Ünsal-Wolfeschlegelsteinhausenbergerdorff'
const pages = everyPage(words)
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

describe.skipIf(!hasBrowser)('every page, looked at by a machine that knows what people need', () => {
  const web = express()
  web.use(setHeaders)
  web.get('/assets/:name', serveAsset)
  web.get('/avatars/:name', (_req, res) => void res.type('png').end(pictures.png))
  web.get('/pages/:at', (req, res) => {
    const page = pages[Number(req.params.at)]?.[1]
    if (page) sendPage(res, 200, page)
  })
  const server = createServer(web)
  let url: string
  let browser: Browser
  let page: Page
  beforeAll(async () => {
    await new Promise<void>((ready) => server.listen(0, 'localhost', ready))
    url = `http://localhost:${(server.address() as AddressInfo).port}`
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
    const context = await browser.newContext({
      viewport: { width: 320, height: 640 },
      reducedMotion: 'reduce',
    })
    page = await context.newPage()
  })
  afterAll(async () => {
    await browser?.close()
    server.closeAllConnections()
    server.close()
  })

  test.each(pages.map(([name], at) => ({ name, at })))('$name', async ({ name, at }) => {
    await page.emulateMedia({ colorScheme: 'light' })
    await page.goto(`${url}/pages/${at}`)
    await page.evaluate(source)
    expect(await broken({ type: 'tag', values: standards })).toEqual([])
    expect(await page.evaluate(`document.documentElement.scrollWidth`)).toBe(320)
    // Nothing but the colours is another in the dark.
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await broken({ type: 'rule', values: ['color-contrast'] })).toEqual([])
    if (shots) await picture(name, shots)
  })

  async function broken(runOnly: axe.RunOnly): Promise<string[]> {
    const options: axe.RunOptions = { runOnly, resultTypes: ['violations'] }
    const { violations } = await page.evaluate<axe.AxeResults>(
      `axe.run(document, ${JSON.stringify(options)})`,
    )
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((it) => `${id}: ${it.html} ${it.failureSummary ?? ''}`),
    )
  }

  async function picture(name: string, folder: string): Promise<void> {
    for (const width of [320, 1280])
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        await page.setViewportSize({ width, height: 640 })
        const path = join(folder, `${name.replaceAll(/\W+/g, '-')}-${width}-${colorScheme}.png`)
        await page.screenshot({ path, fullPage: true })
      }
    await page.setViewportSize({ width: 320, height: 640 })
  }
})
