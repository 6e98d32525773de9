import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, describe, expect, test } from 'vitest'
import { closeEverything } from '../support/later.ts'
import { MailServer } from '../support/mail-server.ts'
import { ageOutbox } from '../support/outbox.ts'
import { addresses, initAcme, invite, pathOf } from '../support/people.ts'
import { Relay } from '../support/relay.ts'
import { until } from '../support/until.ts'
import { freePort, newPlace, type RunningUsher, sharedDatabase } from '../support/usher-process.ts'
import { Browser, headingOf } from '../web/browser.ts'

afterAll(closeEverything)

describe.concurrent('when something else is down', { timeout: 120_000 }, () => {
  test('without its mail server Usher is ready and says so; neither letters nor lines that hang keep it from ending', async () => {
    const mail = await MailServer.start()
    await mail.close()
    const place = await newPlace({ SMTP_URL: mail.url, MAIL_FROM: 'usher@acme.test' })
    const usher = await place.start()
    await until('the mail server was asked', async () => {
      const { status, body } = await readiness(usher)
      expect([status, body.status, body.database]).toEqual([200, 'ok', 'ok'])
      return /cannot be reached \(ECONNREFUSED\)/.test(body.mail ?? '')
    })

    await mail.open()
    mail.manners = () => 'hang'
    await initAcme(place)
    await invite(place, ...addresses(20))
    await until('letters hang', () => mail.tries.filter((it) => it.link).length >= 5)
    const silent = connect(place.port, 'localhost') // as browsers do, to be ready
    await once(silent, 'connect')
    expect(await usher.term()).toMatchObject({ code: 0, seconds: expect.toSatisfy((it) => it < 10) })
    expect(place.postgres()).toEqual([])

    mail.manners = () => 'take'
    const again = await place.start()
    await until('every letter has come', () => mail.taken.length === 20, 60)
    expect(new Set(mail.taken.flatMap((it) => it.to)).size).toBe(20)
    await again.term()
  })

  test('without its database, lost amid its work, it names the part that is down, lives, and goes on when it is back', async () => {
    const mail = await MailServer.start({ delayMs: 30 })
    const people = addresses(60)
    const shared = await sharedDatabase()
    const relay = await Relay.to(shared.DATABASE_URL)
    const place = await newPlace({
      ...shared,
      DATABASE_URL: relay.url,
      SMTP_URL: mail.url,
      MAIL_FROM: 'usher@acme.test',
    })
    const usher = await place.start()
    const { setupUrl } = await initAcme(place)
    await invite(place, ...people)
    await until('some letters have come', () => mail.taken.length >= 10)

    await relay.cut()
    expect(await readiness(usher)).toMatchObject({
      status: 503,
      body: { status: 'not ready', database: expect.stringMatching(/unreachable|does not answer/) },
    })
    expect((await fetch(`${usher.url}/healthz`)).status).toBe(200)
    const broken = await new Browser(usher.url).get(pathOf(setupUrl))
    expect([broken.status, headingOf(broken.body)]).toEqual([500, 'Something went wrong on our side'])
    const refused = await place.json('invite', 'x@acme.test')
    expect(refused).toMatchObject({ code: 1, json: { error: 'database' } })
    await pause(3_000) // what looks for work looks in vain meanwhile

    await relay.mend()
    await until('it is ready again', async () => (await readiness(usher)).status === 200)
    expect((await new Browser(usher.url).get(pathOf(setupUrl))).status).toBe(200)
    await invite(place, 'ada@acme.test')
    await until('letters leave again', () => mail.takenBy('ada@acme.test').length === 1, 60)
    await ageOutbox(place, mail)
    await until('every letter has come', () => people.every((it) => mail.takenBy(it).length > 0), 60)
    expect(new Set(mail.taken.map((it) => it.messageId)).size).toBe(people.length + 1)
    expect((await place.json('verify')).json).toEqual({ findings: [] })
    expect(await usher.term()).toMatchObject({ code: 0 })
  })

  test('a database that was never there is said in a sentence', async () => {
    const port = await freePort()
    const key = 'k'.repeat(40)
    const place = await newPlace({
      DATABASE_URL: `postgres://u:secret-word@127.0.0.1:${port}/d`,
      SECRET_KEY: key,
    })
    const usher = place.spawn()
    expect(await usher.ended).toMatchObject({ code: 1 })
    expect(usher.said.stderr).toMatch(/^The database does not answer .*DATABASE_URL.*\n$/)
    const said = await place.json('verify')
    expect(said).toMatchObject({ code: 1, json: { error: 'database' } })
    expect(JSON.stringify(place.output)).not.toContain('secret-word')
  })
})

async function readiness(usher: RunningUsher) {
  const answer = await fetch(`${usher.url}/readyz`)
  return { status: answer.status, body: (await answer.json()) as Record<string, string> }
}
