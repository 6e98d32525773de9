import { afterAll, describe, expect, test } from 'vitest'
import { closeEverything } from '../support/later.ts'
import { MailServer } from '../support/mail-server.ts'
import { addresses, initAcme, invite, opened } from '../support/people.ts'
import { hasPgbouncer, pgbouncerBefore } from '../support/pgbouncer.ts'
import { Pooler } from '../support/pooler.ts'
import { until } from '../support/until.ts'
import { freePort, newPlace, sharedDatabase } from '../support/usher-process.ts'

const poolers: [string, (url: string) => Promise<string>][] = [
  ['a pooler by transactions', async (url) => (await Pooler.before(url)).url],
  ...(hasPgbouncer ? [['PgBouncer itself', pgbouncerBefore] as [string, typeof pgbouncerBefore]] : []),
]

afterAll(closeEverything)

describe.each(poolers)('two Ushers behind %s', { timeout: 120_000 }, (_, before) => {
  test('build up the database, invite, provision, and send each letter once', async () => {
    const mail = await MailServer.start()
    const { DATABASE_URL, SECRET_KEY } = await sharedDatabase()
    const place = await newPlace({
      ...{ DATABASE_URL: await before(DATABASE_URL), DATABASE_POOLER: 'transaction', SECRET_KEY },
      ...{ SMTP_URL: mail.url, MAIL_FROM: 'usher@acme.test' },
    })
    const [usher] = await Promise.all([place.start(), place.start({ PORT: `${await freePort()}` })])
    const { setupUrl } = await initAcme(place)
    await (await opened(usher.url, setupUrl)).send('quiet-Lantern-42-harbour', 'Olga', 'Petrova')

    const people = addresses(30)
    await invite(place, ...people)
    const { token } = (await place.json<{ token: string }>('connect', 'okta')).json
    const provision = (userName: string) =>
      fetch(`${usher.url}/scim/v2/Users`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
        body: JSON.stringify({
          schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
          userName,
          active: true,
        }),
      })
    const provisioned = addresses(30, 'okta')
    const answers = await Promise.all(provisioned.map(provision))
    expect(answers.map((it) => it.status)).toEqual(provisioned.map(() => 201))
    expect((await provision('okta1@acme.test')).status).toBe(409)

    const searches = await Promise.all(
      provisioned.map(async (it) => {
        const filter = encodeURIComponent(`userName eq "${it}"`)
        const found = await fetch(`${usher.url}/scim/v2/Users?filter=${filter}`, {
          headers: { authorization: `Bearer ${token}` },
        })
        return ((await found.json()) as { totalResults: number }).totalResults
      }),
    )
    expect(searches).toEqual(provisioned.map(() => 1))

    const everybody = [...people, ...provisioned]
    await until('everybody has a letter', () => everybody.every((it) => mail.takenBy(it).length > 0))
    expect(everybody.filter((it) => mail.triesFor(it).length !== 1)).toEqual([])
    expect((await place.json('verify')).json).toEqual({ findings: [] })
    expect(place.output.filter((it) => it.text.includes('"level":50'))).toEqual([])
  })
})
