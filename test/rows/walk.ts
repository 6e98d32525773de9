import { deliverAgain } from '../../src/playground/human/deliver.ts'
import type { Done } from '../../src/playground/human/trouble.ts'
import { homeOf, topModal } from '../../src/playground/workspace/screens.ts'
import { changeSettings } from '../../src/usecases/organizations/change-settings.ts'
import { seeSettings } from '../../src/usecases/organizations/see-settings.ts'
import { PASSWORD } from '../support/house.ts'
import { type Office, openOffice } from '../support/slack/office.ts'
import type { Someone } from '../support/slack/someone.ts'
import { Browser, formOn } from '../web/browser.ts'
import { openFrontDoor } from '../web/front-door.ts'

/** An office whose pages are open too: what is done in Slack is seen on the web, and the other way round. */
export async function openWalk() {
  const office = await openOffice()
  const door = await openFrontDoor(office.house)
  // What was made together would else stand in no order.
  office.house.clock.moveSeconds(1)
  const close = async () => {
    await door.close()
    await office.close()
  }
  return { ...office, web: door.url, close }
}

export type Walk = Awaited<ReturnType<typeof openWalk>>

/** Between two tests: everything is done, nothing is open, everybody looks at the channel. */
export async function tidied({ bot, ada, grace, mel, house }: Office): Promise<void> {
  await bot.door.settled()
  for (const one of [ada, grace, mel]) {
    await one.closes({ all: true }).catch(() => {})
    one.looksAt('general')
  }
  house.clock.moveSeconds(1)
}

/** Their Home, at one of its areas as it is at first; members have none. */
export async function atHome({ bot }: Pick<Office, 'bot'>, who: Someone, area = 'Users'): Promise<void> {
  await bot.door.settled()
  await who.opensHome()
  await bot.door.settled()
  if (!who.buttons.some((it) => it.label === area)) return
  await who.click(area)
  await bot.door.settled()
}

/** Types a command and has its answer, and that alone, before them. */
export async function asked({ bot }: Pick<Office, 'bot'>, who: Someone, line: string): Promise<string> {
  const before = who.seesAt('general')
  await who.command(line)
  await bot.door.settled()
  return who.sees.startsWith(before) ? who.sees.slice(before.length) : who.sees
}

/** What the menu of a row, or the buttons beside it, offer. */
export const offeredTo = (who: Someone, row: string): string[] =>
  who.buttons.filter((it) => it.row.includes(row)).map((it) => it.label)

export const blocksOf = ({ slack }: Pick<Office, 'slack'>, who: Someone) =>
  (topModal(slack.workspace, who.id) ?? homeOf(slack.workspace, who.id))?.blocks ?? []

export const linkIn = (text: string): string => /https:\/\/usher\.test\/\S+/.exec(text)?.[0] ?? ''
export const pathOf = (link: string): string => new URL(link).pathname

export const good = { firstName: 'Lise', lastName: 'Meitner', password: PASSWORD, passwordAgain: PASSWORD }

/** Opens a link of an invitation and accepts it: a browser that is signed in. */
export async function accepted({ web }: Pick<Walk, 'web'>, link: string, wish: Partial<typeof good> = {}) {
  const browser = new Browser(web)
  const answer = await browser.fill(pathOf(link), { ...good, ...wish })
  if (answer.status !== 303) throw new Error(`${answer.status} ${answer.text}`)
  return browser
}

export const signedIn = async ({ web }: Pick<Walk, 'web'>, identifier: string, password = PASSWORD) => {
  const browser = new Browser(web)
  return { browser, answer: await browser.fill('/sign-in', { identifier, password }) }
}

/** Is this browser still let in? */
export const isIn = async (browser: Browser): Promise<boolean> =>
  (await browser.get('/account')).status === 200

/** Somebody who has joined by the letter, the page and a password; by their id. */
export async function joined(
  { house, owner }: Pick<Walk, 'house' | 'owner'>,
  address: string,
  { roles = [], groups = [], ...names }: { roles?: string[]; groups?: string[] } & Partial<typeof good> = {},
): Promise<string> {
  const { token } = await house.invited(owner, address, { roles, groups })
  return (await house.accept(token, { firstName: 'Lise', lastName: 'Meitner', ...names })).userId
}

export async function settle(
  { owner }: Pick<Walk, 'owner'>,
  change: Omit<Parameters<typeof changeSettings>[1], 'version'>,
): Promise<void> {
  const { version } = await seeSettings(owner)
  await changeSettings(owner, { ...change, version })
}

export { Browser, formOn }

type State = Record<string, Record<string, Record<string, unknown>>>

/** The form that was sent, sent once more by somebody who writes to the bot themselves: with other values. */
export async function forged(
  { slack, bot }: Pick<Walk, 'slack' | 'bot'>,
  { outcome }: Done,
  change: (values: State) => void,
): Promise<{ errors?: Record<string, string>; text: string }> {
  if (!outcome) throw new Error('Nothing was sent')
  const payload = JSON.parse(new URLSearchParams(outcome.delivery.body).get('payload') ?? '')
  change(payload.view.state.values)
  payload.view.hash = `${payload.view.hash}x`
  payload.trigger_id = `${payload.trigger_id}x`
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString()
  const { text } = await deliverAgain(slack.workspace, outcome.delivery, { body })
  await bot.door.settled()
  const answer = text ? JSON.parse(text) : {}
  return { ...(answer.response_action === 'errors' ? { errors: answer.errors } : {}), text }
}
