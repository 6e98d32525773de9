import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, describe, expect, test } from 'vitest'
import { openDatabase } from '../../src/db/database.ts'
import { Balancer } from '../support/balancer.ts'
import { closeEverything, later } from '../support/later.ts'
import { MailServer } from '../support/mail-server.ts'
import { nextVersion } from '../support/next-version.ts'
import { addresses, initAcme, invite } from '../support/people.ts'
import { Caller, patchOf, userOf } from '../support/scim/caller.ts'
import { ask } from '../support/sql.ts'
import { until } from '../support/until.ts'
import { freePort, newPlace, type Place, sharedDatabase } from '../support/usher-process.ts'

type Connected = { connectionId: string; token: string; tokenId: string }

afterAll(closeEverything)

describe.concurrent('a deploy', { timeout: 120_000 }, () => {
  test('of the next release, one instance after the other, is noticed by nobody; this one starts beside it too', async () => {
    const mail = await MailServer.start({ delayMs: 20 })
    const balancer = await Balancer.start()
    const settings = {
      ...(await sharedDatabase()),
      PUBLIC_URL: balancer.url,
      SMTP_URL: mail.url,
      MAIL_FROM: 'usher@acme.test',
    }
    const place = await newPlace(settings)
    const beside = async (it: Place) => it.start({ PORT: `${await freePort()}` })
    const [one, two] = await Promise.all([beside(place), beside(place)])
    balancer.behind = [one.url, two.url]
    await initAcme(place)
    const { json } = await place.json<Connected>('connect', 'generic')
    const provider = new Caller(balancer.url, json.token, json)

    const load = busy(provider)
    const people = addresses(120)
    await invite(place, ...people)
    const next = await newPlace(settings, await nextVersion())
    const three = await beside(next)
    expect(await ask(place, `select from next_release`), 'it has added to the database').toEqual([])
    balancer.behind = [one.url, two.url, three.url]
    expect(await one.term()).toMatchObject({ code: 0, seconds: expect.toSatisfy((it) => it < 10) })

    // What is started amid the deploy may still be of this release.
    const late = await beside(place)
    balancer.behind = [two.url, three.url, late.url]
    await invite(place, 'late@acme.test')
    balancer.behind = [three.url]
    for (const it of await Promise.all([two.term(), late.term()])) expect(it).toMatchObject({ code: 0 })

    const { asked, refused } = await load.stop()
    expect(refused).toEqual([])
    expect(asked).toBeGreaterThan(50)
    const all = [...people, 'late@acme.test']
    await until('every letter has come', () => all.every((it) => mail.takenBy(it).length > 0), 60)
    expect(mail.taken.length, 'once').toBe(new Set(mail.taken.map((it) => it.messageId)).size)
    expect((await next.json('verify')).json).toEqual({ findings: [] })
  })
})

test('SIGTERM is heard from the first answer on, also while the queue and the clock are still loaded', {
  timeout: 60_000,
}, async () => {
  const place = await newPlace(await sharedDatabase())
  await (await place.start()).term()
  const usher = await place.start()
  expect(await usher.term()).toMatchObject({ code: 0, signal: null })
})

test('whoever stood at the door when SIGTERM came is let in and answered, and nobody after them', {
  timeout: 60_000,
}, async () => {
  const place = await newPlace(await sharedDatabase())
  const usher = await place.start()
  const lines = await Promise.all(Array.from({ length: 20 }, () => lineTo(usher.url)))
  const ending = usher.term()
  await until('nobody else is let in', () =>
    lineTo(usher.url).then(
      (it) => it.destroy() && false,
      () => true,
    ),
  )
  for (const it of lines) it.write('GET /healthz HTTP/1.1\r\nHost: usher\r\n\r\n')
  for (const heard of await Promise.all(lines.map((it) => text(it))))
    expect(heard).toMatch(/^HTTP\/1\.1 200 [\s\S]*\r\nConnection: close\r\n/)
  expect(await ending).toMatchObject({ code: 0, seconds: expect.toSatisfy((it) => it < 4) })
})

const lineTo = async (url: string): Promise<Socket> => {
  const line = connect(Number(new URL(url).port), 'localhost')
  // One that is let go is heard of by whoever reads from it.
  line.on('error', () => {})
  await once(line, 'connect')
  return line
}

describe.concurrent('SIGTERM with work in hand', { timeout: 120_000 }, () => {
  test.each([
    ['that can be finished: it is, and nothing is cut off', 1_500, 0],
    ['that never ends: it goes all the same, within ten seconds', 60_000, 1],
  ])('%s', async (_, heldMs, code) => {
    const shared = await sharedDatabase()
    const place = await newPlace(shared)
    const usher = await place.start()
    await initAcme(place)
    const { json } = await place.json<Connected>('connect', 'generic')
    const provider = new Caller(usher.url, json.token, json)
    const id = await provider.user('ada@people.test')

    const gate = openDatabase(shared.DATABASE_URL, 1)
    later(() => gate.destroy())
    const held = await gate.transaction()
    await held.raw('select from users where id = ? for update', [id])
    const answer = provider
      .patch(`/Users/${id}`, [{ op: 'replace', value: { title: 'Countess' } }])
      .catch(() => null)
    await until('it waits', async () => {
      const waiting = await ask(
        place,
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      )
      return waiting.length > 0
    })
    const ending = usher.term()
    const letGo = setTimeout(() => void held.rollback(), heldMs)
    const end = await ending
    clearTimeout(letGo)
    expect(end.code).toBe(code)
    expect(end.seconds).toBeLessThan(10)
    expect((await answer)?.status ?? null).toBe(code === 0 ? 200 : null)
    if (!held.isCompleted()) await held.rollback()
    expect((await place.json('verify')).json).toEqual({ findings: [] })
  })
})

/** Somebody who asks all the time, and once: whatever is no answer to that counts as refused. */
function busy(provider: Caller) {
  const refused: string[] = []
  let asked = 0
  let isOver = false
  const loop = async (name: string) => {
    for (let nth = 0; !isOver; nth++) {
      const heard = await provider
        .post('/Users', userOf(`${name}${nth}@people.test`), { connection: 'close' })
        .catch((fault: Error) => ({ status: 0, text: fault.message, body: null }))
      const found = heard.body?.id
        ? await provider.send('PATCH', `/Users/${heard.body.id}`, {
            body: patchOf([{ op: 'replace', value: { title: 'Here' } }]),
          })
        : heard
      asked += 1
      if (heard.status !== 201 || found.status !== 200)
        refused.push(`${heard.status} ${found.status} ${found.text}`)
      await pause(60)
    }
  }
  const all = ['a', 'b'].map(loop)
  const stop = async () => {
    isOver = true
    await Promise.all(all)
    return { asked, refused }
  }
  return { stop }
}
