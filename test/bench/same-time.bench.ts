import { afterAll, expect, test } from 'vitest'
import { closeEverything } from '../support/later.ts'
import { MailServer } from '../support/mail-server.ts'
import { initAcme, invite, opened } from '../support/people.ts'
import { ask } from '../support/sql.ts'
import { freePort, newPlace, type Place } from '../support/usher-process.ts'
import { Browser, formOn } from '../web/browser.ts'
import { median } from './against-bare.ts'

const TRIES = Number(process.env.BENCH_TRIES ?? 200)
const TOLERANCE_MS = 10
const PASSWORD = 'quiet-Lantern-42-harbour'
const states = ['active', 'pending', 'suspended', 'deleted', 'unknown', 'locked'] as const
type State = (typeof states)[number]

afterAll(closeEverything)

/** Settings for a mail server that takes letters, one that is not there, and one that never answers. */
const mail = {
  up: async () => ({ SMTP_URL: (await MailServer.start()).url }),
  refusing: async () => ({ SMTP_URL: `smtp://127.0.0.1:${await freePort()}` }),
  hanging: async () => {
    const server = await MailServer.start()
    server.delayMs = 600_000
    return { SMTP_URL: server.url }
  },
}

/** Somebody in each state; what brings them there is not what is measured. */
async function people(place: Place, url: string): Promise<void> {
  await initAcme(place)
  for (const state of states.filter((it) => it !== 'unknown')) {
    const [invited] = await invite(place, `${state}@acme.test`, '--link')
    const { link = '' } = invited as unknown as { link?: string }
    if (state !== 'pending') await (await opened(url, link)).send(PASSWORD)
  }
  await ask(place, `update users set suspended_at = now() where address = 'suspended@acme.test'`)
  await ask(
    place,
    `update users set deleted_at = now(), purge_at = now() + interval '1 day' where address = 'deleted@acme.test'`,
  )
}

/** Counts of tries would answer in place of what is measured; only the locked stay locked. */
const forgetCounts = (place: Place) =>
  ask(
    place,
    `with gone as (delete from tries)
     insert into tries (key, count, window_ends_at, blocked_until)
     select 'password of ' || id, 9, now() + interval '1 day', now() + interval '1 day' from users
     where address = 'locked@acme.test'
     on conflict (key) do update set count = 9, blocked_until = now() + interval '1 day'`,
  )

let addresses = 0
/** Each try comes from an address of its own. */
const somewhere = () => {
  addresses += 1
  return { 'x-forwarded-for': `198.${51 + (addresses >> 16)}.${(addresses >> 8) & 255}.${addresses & 255}` }
}

const own = new Set(['x-request-id', 'content-length', 'date'])

/** What can be seen from outside, apart from how long it took. */
async function tried(browser: Browser, path: string, state: State) {
  const form = formOn((await browser.get(path)).body, path)
  const identifier = `${state}@acme.test`
  const started = performance.now()
  const answer = await browser.send(
    form,
    { identifier, ...(path === '/sign-in' ? { password: 'not theirs' } : {}) },
    { headers: somewhere() },
  )
  const ms = performance.now() - started
  const headers = [...answer.headers].filter(([name]) => !own.has(name))
  const body = answer.body.replace(`value="${identifier}"`, '')
  return { ms, seen: { status: answer.status, headers, cookies: answer.cookies, body } }
}

test.each(Object.keys(mail) as (keyof typeof mail)[])('mail %s', async (mode) => {
  const place = await newPlace({ TRUST_PROXY: '1', MAIL_FROM: 'usher@acme.test', ...(await mail[mode]()) })
  const usher = await place.start()
  await people(place, usher.url)
  const browser = new Browser(usher.url)
  const allApart: number[] = []
  for (const path of ['/sign-in', '/forgot']) {
    const times: Record<State, number[]> = {
      active: [],
      pending: [],
      suspended: [],
      deleted: [],
      unknown: [],
      locked: [],
    }
    const first = await tried(browser, path, 'unknown')
    for (let round = 0; round < TRIES; round++) {
      await forgetCounts(place)
      // Each in another place each time: whoever comes after a slow one is not slow for it.
      for (const [at] of states.entries()) {
        const state = states[(at + round) % states.length] ?? 'unknown'
        const { ms, seen } = await tried(browser, path, state)
        expect(seen, `${path} for ${state}`).toEqual(first.seen)
        times[state].push(ms)
      }
    }
    const medians = states.map((it) => median(times[it]))
    const told = states.map((it, at) => `${it} ${medians[at]?.toFixed(1)}`).join(', ')
    const apart = Math.max(...medians) - Math.min(...medians)
    console.log(`mail ${mode}, ${path}: ${told} ms; ${apart.toFixed(1)} ms apart`)
    allApart.push(apart)
  }
  await usher.kill9()
  expect(Math.max(...allApart)).toBeLessThan(TOLERANCE_MS)
})
