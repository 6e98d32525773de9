import { afterAll, beforeEach, expect, test } from 'vitest'
import { slotsFor } from '../../src/usecases/clock/slots.ts'
import { openHouse } from '../support/house.ts'

const house = await openHouse()
const ours = (by: string) => slotsFor(house.outside(), by)
afterAll(() => house.close())
beforeEach(() => house.query('delete from clock_slots'))

const databaseNow = async () =>
  (await house.query<{ at: Date }>(`select date_trunc('minute', clock_timestamp()) at`))[0]?.at as Date
const moved = (at: Date, seconds: number) => new Date(at.getTime() + seconds * 1000)
const rows = () =>
  house.query<{ name: string; slot: Date; taken_by: string; done_at: Date | null }>(
    'select name, slot, taken_by, done_at from clock_slots order by slot',
  )
const HOUR = 3600

// Take "on conflict do nothing" from db/clock-slots.ts, or its key from the table, to see it fail.
test('of four instances that come at once, one has the slot', async () => {
  const slot = await databaseNow()
  const all = ['a', 'b', 'c', 'd'].flatMap((by) => Array.from({ length: 5 }, () => ours(by)))
  const taken = await Promise.all(all.map((it) => it.take('tidy', slot, HOUR)))
  expect(taken.filter(Boolean)).toHaveLength(1)
  expect(await rows()).toHaveLength(1)
})

test('an instance whose clock is an hour wrong takes the slot of the right time, or finds it taken', async () => {
  const slot = await databaseNow()
  expect(await ours('right').take('tidy', slot, 60)).not.toBeNull()
  for (const wrong of [-HOUR, HOUR, -3 * 86_400])
    expect(await ours('wrong').take('tidy', moved(slot, wrong), 60)).toBeNull()
  const alone = await ours('wrong').take('warn', moved(slot, -HOUR), 60)
  expect(Math.abs((alone?.slot.getTime() ?? 0) - Date.now())).toBeLessThanOrEqual(60_000)
})

test('when the clock is set back an hour, the same hour is done again, each slot once', async () => {
  const slot = await databaseNow()
  await house.query(
    `insert into clock_slots select 'tidy', cast(:slot as timestamptz) + make_interval(mins => n), now(), 'before', now(), now()
     from generate_series(-5, 60) n`,
    { slot },
  )
  const taken = await Promise.all(['a', 'b', 'c'].map((by) => ours(by).take('tidy', slot, 60)))
  expect(taken.filter(Boolean)).toHaveLength(1)
  expect(await ours('d').take('tidy', slot, 60)).toBeNull()
  const left = await rows()
  expect(left.filter((it) => it.taken_by === 'before').every((it) => it.slot <= slot)).toBe(true)
})

test('a slot whose holder died is taken by one other when its lease is over, and not before', async () => {
  const slot = await databaseNow()
  const taken = await ours('dies').take('tidy', slot, HOUR)
  expect(await ours('lives').takeAbandoned(['tidy'])).toEqual([])
  await house.query(`update clock_slots set leased_until = clock_timestamp() - interval '1 second'`)
  expect(await ours('lives').takeAbandoned(['another'])).toEqual([])
  const found = await Promise.all(['a', 'b', 'c', 'd'].map((by) => ours(by).takeAbandoned(['tidy'])))
  expect(found.flat()).toEqual([taken])
  if (!taken) throw new Error('It was free')
  await ours('dies').end(taken) // It was only slow: it is not its own any more.
  expect(await ours('dies').renew(taken)).toBe(false)
  expect((await rows())[0]?.done_at).toBeNull()
})

test('what was begun again since then needs nobody to take it up, and what is done neither', async () => {
  const slot = await databaseNow()
  await house.query(
    `insert into clock_slots values ('tidy', :before, now(), 'dead', now() - interval '1 hour', null),
       ('warn', :slot, now(), 'dead', now() - interval '1 hour', now())`,
    { before: moved(slot, -HOUR), slot },
  )
  await ours('a').take('tidy', slot, HOUR)
  expect(await ours('b').takeAbandoned(['tidy', 'warn'])).toEqual([])
})

test('old slots are forgotten', async () => {
  const slot = await databaseNow()
  await house.query(
    `insert into clock_slots select 'tidy', cast(:slot as timestamptz) - make_interval(hours => n), now(), 'x', now(),
       case when n % 2 = 0 then now() end from generate_series(0, 100) n`,
    { slot },
  )
  await ours('a').takeAbandoned([])
  const left = await rows()
  expect(left.every((it) => it.slot > moved(slot, -25 * HOUR))).toBe(true)
  expect(left.filter((it) => it.done_at && it.slot < moved(slot, -HOUR))).toEqual([])
})
