import { join } from 'node:path'
import type { BrowserContext, FrameLocator, Locator, Page } from 'playwright-core'

/** SCREENSHOTS=/tmp/shots keeps pictures of each station, by day and by night, wide and narrow: for people to look at. */
const shots = process.env.SCREENSHOTS

const WIDE = { width: 1360, height: 820 }
const NARROW = { width: 390, height: 844 }
const PASSWORD = 'quiet-Lantern-42-harbour'

/** Somebody who tries the playground in a real browser, and sees what stands on its page. */
export class Newcomer {
  readonly page: Page
  readonly #context: BrowserContext

  constructor(context: BrowserContext, page: Page) {
    this.#context = context
    this.page = page
  }

  get home(): Locator {
    return this.page.getByRole('region', { name: 'Home' })
  }
  get modal(): Locator {
    return this.page.getByRole('dialog')
  }

  async turnsTo(room: string | RegExp): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Workspace' }).getByRole('button', { name: room }).click()
  }

  async opens(panel: 'Try it' | 'Mailbox' | 'Clock' | 'Slack log'): Promise<void> {
    await this.page.getByRole('tab', { name: new RegExp(`^${panel}`) }).click()
  }

  /** On the Home, which is there once the area says so. */
  async goesTo(area: string): Promise<void> {
    await this.turnsTo(/Usher · Home/)
    await this.home.getByRole('button', { name: new RegExp(`^${area}(, shown now)?$`) }).click()
    await this.home.getByRole('button', { name: `${area}, shown now` }).waitFor()
  }

  /** In a channel, as one would. */
  async types(channel: string, line: string): Promise<void> {
    await this.turnsTo(channel)
    const box = this.page.getByLabel(`Message to #${channel}`)
    await box.fill(line)
    await box.press('Enter')
  }

  /** An entry of the menu of a row that says this. */
  async picks(entry: string, { of: row }: { of: string }): Promise<void> {
    await this.home.getByRole('button', { name: `More actions: ${row}` }).click()
    await this.home.getByRole('menuitem', { name: entry }).click()
  }

  /** Messages that say all of it, the newest last. */
  messages(...words: (string | RegExp)[]): Locator {
    return words.reduce(
      (found, hasText) => found.filter({ hasText }),
      this.page.getByRole('article') as Locator,
    )
  }

  /** The newest to this address, once there are so many. */
  async letterTo(address: string, { atLeast = 1 } = {}): Promise<FrameLocator> {
    // A letter may lie open there: turning to it once more shows all of them.
    await this.opens('Mailbox')
    await this.opens('Mailbox')
    const all = this.page.getByRole('tabpanel').getByRole('button', { name: address })
    await all.nth(atLeast - 1).waitFor()
    await all.first().click()
    return this.page.frameLocator('iframe')
  }

  async linkTo(address: string, wanted: { atLeast?: number } = {}): Promise<string> {
    const letter = await this.letterTo(address, wanted)
    return (await letter.getByRole('link', { name: 'Accept the invitation' }).getAttribute('href')) ?? ''
  }

  /** Whoever the letter is for follows its link, in a window of their own. */
  async followsLink(letter: FrameLocator): Promise<Page> {
    const [invitee] = await Promise.all([
      this.#context.waitForEvent('page'),
      letter.getByRole('link', { name: 'Accept the invitation' }).click(),
    ])
    return invitee
  }

  /** Pictures of what is before their eyes; narrow ones of the panel too, where that is what it is about. */
  async looks(name: string, { at: drawer }: { at?: 'panel' | 'rooms' } = {}): Promise<void> {
    if (!shots) return
    const { page } = this
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await page.screenshot({ path: join(shots, `${name}-${colorScheme}.png`) })
      await page.setViewportSize(NARROW)
      if (drawer) await this.#draws(drawer, true)
      await page.screenshot({ path: join(shots, `${name}-${colorScheme}-390.png`) })
      if (drawer) await this.#draws(drawer, false)
      await page.setViewportSize(WIDE)
    }
    await page.emulateMedia({ colorScheme: 'light' })
  }

  async #draws(drawer: string, isOpen: boolean): Promise<void> {
    await this.page.locator(`.drawer[aria-controls=${drawer}]`).click()
    await this.page.locator(`.drawer[aria-controls=${drawer}][aria-expanded=${isOpen}]`).waitFor()
  }
}

export const wide = WIDE

/** What whoever opens it meets, signed in nowhere. */
export async function statusOf(link: string): Promise<number> {
  const answer = await fetch(link)
  await answer.body?.cancel()
  return answer.status
}

/** As an invitee fills in the page behind the link. */
export async function accepts(invitee: Page, firstName: string, lastName: string): Promise<void> {
  await invitee.getByLabel('First name').fill(firstName)
  await invitee.getByLabel('Last name').fill(lastName)
  for (const box of await invitee.locator('input[type=password]').all()) await box.fill(PASSWORD)
  await invitee.locator('form button[type=submit], form button:not([type])').first().click()
  await invitee.waitForURL('**/account')
}
