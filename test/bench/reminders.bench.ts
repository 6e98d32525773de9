import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../src/db/database.ts'
import { remindAboutPending } from '../../src/usecases/reminders/remind-about-pending.ts'
import { type House, openHouse } from '../support/house.ts'
import { median, timed } from './against-bare.ts'

const PENDING = Number(process.env.BENCH_THINGS ?? 1_000_000)
const DUE = PENDING / 10
const INVITERS = Number(process.env.BENCH_INVITERS ?? 200)
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5)
/** Claimed, decided and promised, measured by raw SQL that claims and promises without a rule. */
const LIMIT = 1.5

let house: House
let pool: pg.Pool
/** Each instance has connections of its own. */
let instances: Database[]
beforeAll(async () => {
  house = await openHouse()
  pool = new pg.Pool({ connectionString: house.url, max: 2 })
  instances = Array.from({ length: 4 }, () => openDatabase(house.url, 4))
  const { organizationId } = await house.organization()
  // A Tuesday noon: twelve hours before, they were sent.
  house.clock.moveHours(27)
  await fill(organizationId, house.clock.now())
})
afterAll(async () => {
  await Promise.all(instances.map((it) => it.destroy()))
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
    `update invitations set remind_at = $1, reminded_at = null, reminder_id = null
     where remind_at is null and inviter_id is not null`,
    [house.clock.now()],
  )
  await pool.query(`delete from messages where kind = 'reminder'`)
  await pool.query('delete from reminders')
  await pool.query('delete from graphile_worker._private_jobs')
  for (const table of ['invitations', 'messages', 'reminders', 'graphile_worker._private_jobs'])
    await pool.query(`vacuum analyze ${table}`)
}

/**
 * The same claim as somebody would write it who needs no rules: in batches of 500, through the partial index on the due
 * time, one statement that marks what it took and promises each inviter one message, where none is promised yet.
 */
async function bare(): Promise<void> {
  for (;;) {
    const { rows } = await pool.query(
      `with due as (
         select organization_id, id from invitations where remind_at <= $1
         order by remind_at limit 500 for update skip locked
       ), marked as (
         update invitations i set remind_at = null, reminded_at = $1 from due
         where i.organization_id = due.organization_id and i.id = due.id
         returning i.organization_id, i.inviter_id
       ), promised as (
         insert into messages (organization_id, id, kind, user_id, status, due_at, created_at)
         select organization_id, gen_random_uuid(), 'reminder', inviter_id, 'queued', $1, $1
         from (select distinct organization_id, inviter_id from marked where inviter_id is not null) readers
         where (organization_id, inviter_id) not in (
           select organization_id, user_id from messages where kind = 'reminder' and status = 'queued')
       )
       select count(*)::int n from marked`,
      [house.clock.now()],
    )
    if (rows[0].n < 500) return
  }
}

/** How much each of so many instances looked at. */
const remindBy = (count: number) => (): Promise<number[]> =>
  Promise.all(instances.slice(0, count).map((db) => remindAboutPending({ ...house.outside(), db })))

const one = async (sql: string, values: unknown[] = []) => (await pool.query(sql, values)).rows[0]

/** Nobody is left, nobody is promised two, and each invitation stands in the reminder of its inviter. */
async function mustBeWhole(): Promise<void> {
  const now = house.clock.now()
  expect(await one('select count(*)::int n from invitations where remind_at <= $1', [now])).toEqual({ n: 0 })
  const promised = `select count(*)::int n, count(distinct user_id)::int who from messages where kind = 'reminder'`
  expect(await one(promised)).toEqual({ n: INVITERS, who: INVITERS })
}

async function mustBeListed(): Promise<void> {
  expect(await one('select count(*)::int n from reminders')).toEqual({ n: INVITERS })
  const listed = `select count(*)::int n from invitations i join reminders r on r.organization_id = i.organization_id
    and r.id = i.reminder_id and r.user_id = i.inviter_id where i.reminded_at is not null`
  expect(await one(listed)).toEqual({ n: DUE })
  expect(await one('select count(*)::int n from graphile_worker._private_jobs')).toEqual({ n: INVITERS })
}

test(`${DUE} due of ${PENDING} that wait, by ${INVITERS} inviters`, async () => {
  const goes = { bare, one: remindBy(1), two: remindBy(2), four: remindBy(4) }
  const names = Object.keys(goes) as (keyof typeof goes)[]
  const times = Object.fromEntries(names.map((it) => [it, [] as number[]]))
  const shares: Record<string, number[]> = {}
  // The first round warms up.
  for (let round = 0; round <= ROUNDS; round++)
    for (const which of round % 2 ? names : [...names].reverse()) {
      const took = await timed(async () => {
        shares[which] = (await goes[which]()) ?? []
      })
      if (round > 0) times[which]?.push(took)
      await mustBeWhole()
      if (which !== 'bare') await mustBeListed()
      await again()
    }
  const bareMs = median(times.bare ?? [])
  for (const which of names) {
    const ms = median(times[which] ?? [])
    const looked = shares[which]?.length ? `; looked at ${shares[which]?.join(' + ')}` : ''
    console.log(`${which.padEnd(5)} ${ms.toFixed(0).padStart(7)} ms ${(ms / bareMs).toFixed(2)} ×${looked}`)
  }
  for (const which of names) expect(median(times[which] ?? []) / bareMs, which).toBeLessThan(LIMIT)
})
