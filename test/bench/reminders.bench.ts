import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { remindAboutPending } from '../../src/usecases/reminders/remind-about-pending.ts'
import { type House, openHouse } from '../support/house.ts'
import { median, timed } from './against-bare.ts'

const PENDING = Number(process.env.BENCH_THINGS ?? 1_000_000)
const DUE = PENDING / 10
const INVITERS = 200
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3)
/** Claimed, decided and promised, measured by the claim alone. */
const LIMIT = 1.5

let house: House
let pool: pg.Pool
beforeAll(async () => {
  house = await openHouse()
  pool = new pg.Pool({ connectionString: house.url, max: 8 })
  const { organizationId } = await house.organization()
  // A Tuesday noon: twelve hours before, they were sent.
  house.clock.moveHours(27)
  await fill(organizationId, house.clock.now())
})
afterAll(async () => {
  await pool.end()
  await house.close()
})

async function fill(organizationId: string, now: Date): Promise<void> {
  const id = (kind: string, at: string) =>
    `('019a0000-0000-7${kind}00-8000-' || lpad(to_hex(${at}), 12, '0'))::uuid`
  await pool.query(
    `update organizations set invitation_lifetime_seconds = 2592000 where id = '${organizationId}'`,
  )
  await pool.query(
    `insert into users (organization_id, id, email, address, origin, created_at, activated_at, registered_at)
     select '${organizationId}', ${id('1', 'n')}, 'i' || n || '@bench.test', 'i' || n || '@bench.test', 'invite', $1, $1, $1
     from generate_series(1, ${INVITERS}) n`,
    [now],
  )
  await pool.query(
    `insert into users (organization_id, id, email, address, origin, created_at, invited_at)
     select '${organizationId}', ${id('2', 'n')}, 'p' || n || '@bench.test', 'p' || n || '@bench.test', 'invite', $1, $1
     from generate_series(1, ${PENDING}) n`,
    [now],
  )
  await pool.query(
    `insert into invitations (organization_id, id, user_id, email, address, inviter_id, inviter_name, created_at,
       generation, lifetime_seconds, sent_at, expires_at, remind_at)
     select '${organizationId}', ${id('3', 'n')}, ${id('2', 'n')}, 'p' || n || '@bench.test', 'p' || n || '@bench.test',
       ${id('1', `1 + n % ${INVITERS}`)}, 'Somebody', sent, 1, 2592000, sent, sent + interval '30 days',
       case when n <= ${DUE} then $1::timestamptz else $1::timestamptz + interval '5 hours' end
     from (select n, $1::timestamptz - interval '13 hours' sent from generate_series(1, ${PENDING}) n) n`,
    [now],
  )
  await pool.query('vacuum analyze')
}

/** As it was, unmeasured. */
async function again(): Promise<void> {
  await pool.query(
    `update invitations set remind_at = $1, reminded_at = null, reminder_id = null where remind_at is null`,
    [house.clock.now()],
  )
  await pool.query('delete from messages where reminder_id is not null')
  await pool.query('delete from reminders')
  await pool.query('vacuum invitations')
}

/** The claim as somebody would write it who promises nothing: in batches of 500, through the index on the due time. */
async function bare(): Promise<void> {
  for (;;) {
    const { rowCount } = await pool.query(
      `with due as (
         select organization_id, id from invitations where remind_at <= $1
         order by remind_at limit 500 for update skip locked)
       update invitations i set remind_at = null, reminded_at = $1 from due
       where i.organization_id = due.organization_id and i.id = due.id`,
      [house.clock.now()],
    )
    if ((rowCount ?? 0) < 500) return
  }
}

const left = async () =>
  (await pool.query('select count(*)::int n from invitations where remind_at <= $1', [house.clock.now()]))
    .rows[0].n
const remind = () => remindAboutPending(house.outside())

test(`${DUE} due of ${PENDING} that wait`, async () => {
  const times = { ours: [] as number[], bare: [] as number[], two: [] as number[], four: [] as number[] }
  const goes: Record<keyof typeof times, () => Promise<unknown>> = {
    ours: remind,
    bare,
    two: () => Promise.all([remind(), remind()]),
    four: () => Promise.all([remind(), remind(), remind(), remind()]),
  }
  for (let round = 0; round < ROUNDS; round++)
    for (const which of Object.keys(goes) as (keyof typeof times)[]) {
      times[which].push(await timed(goes[which]))
      expect(await left()).toBe(0)
      if (which !== 'bare') {
        const { rows } = await pool.query(
          'select count(*)::int n, count(distinct user_id)::int who from reminders',
        )
        expect(rows).toEqual([{ n: INVITERS, who: INVITERS }])
      }
      await again()
    }
  const ratio = median(times.ours) / median(times.bare)
  for (const [which, all] of Object.entries(times))
    console.log(which.padEnd(6), `${median(all).toFixed(0)} ms`)
  console.log(`claimed, decided and promised: ${ratio.toFixed(2)} × the claim alone`)
  expect(ratio).toBeLessThan(LIMIT)
})
