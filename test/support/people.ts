import { Browser, formOn } from '../web/browser.ts'
import type { Place } from './usher-process.ts'

export interface Invited {
  email: string
  result: string
  invitationId: string | null
}

export interface Initialised {
  organizationId: string
  setupUrl: string
}

export const pathOf = (link: string): string => new URL(link).pathname
export const tokenOf = (link: string): string => link.split('/').at(-1) ?? ''

/** p1@acme.test, p2@acme.test …: as many as are wanted. */
export const addresses = (count: number, name = 'p', domain = 'acme.test'): string[] =>
  Array.from({ length: count }, (_, at) => `${name}${at + 1}@${domain}`)

export const initAcme = async (place: Place): Promise<Initialised> =>
  (await place.json<Initialised>('init', '--organization', 'Acme', '--owner', 'olga@acme.test')).json

export const invite = async (place: Place, ...words: string[]): Promise<Invited[]> =>
  (await place.json<Invited[]>('invite', ...words)).json

/** Somebody who opened a link and has the form before them, not yet sent. */
export async function opened(url: string, link: string) {
  const browser = new Browser(url)
  const page = await browser.get(pathOf(link))
  if (page.status !== 200) throw new Error(`The link did not open: ${page.status} ${page.text}`)
  const form = formOn(page.body, pathOf(link))
  const send = (password: string, firstName = 'Robin', lastName = 'Meyer') =>
    browser.send(form, { firstName, lastName, password, passwordAgain: password })
  return { browser, page, form, send }
}

export const signIn = (browser: Browser, identifier: string, password: string) =>
  browser.fill('/sign-in', { identifier, password })
