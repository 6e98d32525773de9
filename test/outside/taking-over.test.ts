import { afterAll, expect, test } from 'vitest'
import { openDatabase } from '../../src/db/database.ts'
import { invitePeople } from '../../src/usecases/invitations/invite-people.ts'
import { closeEverything, later } from '../support/later.ts'
import { MailServer } from '../support/mail-server.ts'
import { operatorOf } from '../support/operator.ts'
import { addresses, initAcme } from '../support/people.ts'
import { ask } from '../support/sql.ts'
import { until } from '../support/until.ts'
import { freePort, newPlace, sharedDatabase } from '../support/usher-process.ts'

const TICK = 'send what was scheduled'
const HOURLY = 'forget old tries'

afterAll(closeEverything)

test('of two, the one that does what the clock says is killed amid it: the other does it, all of it, and once', {
  timeout: 120_000,
}, async () => {
  const mail = await MailServer.start()
  const shared = await sharedDatabase()
  const place = await newPlace({ ...shared, SMTP_URL: mail.url, MAIL_FROM: 'usher@acme.test' })
  // The database says by this name who waits for what.
  const start = async (name: string) =>
    place.start({
      PORT: `${await freePort()}`,
      DATABASE_URL: `${shared.DATABASE_URL}?application_name=${name}`,
    })
  const [one, two] = await Promise.all([start('one'), start('two')])
  const { organizationId } = await initAcme(place)
  const people = addresses(40)
  const sendAfter = new Date(Date.now() + 500)
  const wish = { roles: [], groups: [], message: null, isConfirmed: false, by: 'letter' as const, sendAfter }
  const outcomes = await invitePeople(operatorOf(place, organizationId), { ...wish, addresses: people })
  expect(new Set(outcomes.map((it) => it.result))).toEqual(new Set(['scheduled']))

  // Whoever begins with it gets as far as the links, and no further.
  const gate = openDatabase(shared.DATABASE_URL, 1)
  later(() => gate.destroy())
  const held = await gate.transaction()
  await held.raw('lock table invitation_tokens in share row exclusive mode')
  const waiting = () =>
    ask<{ who: string }>(
      place,
      `select application_name who from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock' and query ilike '%invitation_tokens%'`,
    )
  await until('one of them is amid it', async () => (await waiting()).length > 0)
  const [busy] = await waiting()
  await (busy?.who === 'one' ? one : two).kill9()
  await held.rollback()

  await until('every letter has come', () => people.every((it) => mail.takenBy(it).length > 0), 40)
  expect(mail.taken.filter((it) => it.link).length, 'once').toBe(people.length)
  const [links] = await ask(place, `select max(generation) newest, count(*)::int n from invitation_tokens`)
  expect(links).toEqual({ newest: 1, n: people.length + 1 }) // with the owner's, which no letter carried

  // What comes seldom is not begun again soon: there the slot itself is taken over, once its lease has ended.
  await ask(
    place,
    `with dead as (select taken_by from clock_slots where name = '${TICK}' and done_at is null order by slot limit 1)
     insert into clock_slots (name, slot, taken_at, taken_by, leased_until)
     select '${HOURLY}', date_trunc('hour', now()), now() - interval '61 s', taken_by, now() - interval '1 s' from dead`,
  )
  await ask(
    place,
    `insert into tries (key, count, window_ends_at) values ('old', 1, now() - interval '2 days')`,
  )
  await until('the slot is taken over', async () => {
    const [slot] = await ask<{ done_at: Date | null }>(
      place,
      `select done_at from clock_slots where name = '${HOURLY}' and slot = date_trunc('hour', now())`,
    )
    return Boolean(slot?.done_at)
  })
  expect(await ask(place, `select from tries where key = 'old'`)).toEqual([])
  expect((await place.json('verify')).json).toEqual({ findings: [] })
})
