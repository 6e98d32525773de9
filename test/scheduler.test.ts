import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { startScheduler } from '../src/scheduler.ts'
import type { Slots } from '../src/usecases/clock/slots.ts'

const log = pino({ level: 'silent' })
const zone = process.env.TZ
let taken: string[]
beforeEach(() => {
  taken = []
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  if (zone === undefined) delete process.env.TZ
  else process.env.TZ = zone
})

/** Whoever asks gets it, unless a test says otherwise. */
const slots = (more: Partial<Slots> = {}): Slots => ({
  take: async (name, slot) => {
    taken.push(slot.toISOString())
    return { name, slot }
  },
  renew: async () => true,
  end: async () => {},
  takeAbandoned: async () => [],
  ...more,
})

async function during(
  hours: number,
  from: string,
  cron: string,
  needs: Partial<Parameters<typeof startScheduler>[1]> = {},
) {
  vi.setSystemTime(from)
  const scheduler = startScheduler([{ name: 'tidy', cron, run: async () => {} }], {
    log,
    slots: slots(),
    ...needs,
  })
  await vi.advanceTimersByTimeAsync(hours * 3_600_000)
  return scheduler
}

describe('the clock', () => {
  // Take the zone out of src/scheduler.ts to see it fail.
  test.each([
    ['America/New_York', 'repeats an hour', '2026-11-01T04:30:00Z'],
    ['America/New_York', 'leaves an hour out', '2026-03-08T05:30:00Z'],
    ['Europe/Berlin', 'repeats an hour', '2026-10-24T23:30:00Z'],
    ['Australia/Lord_Howe', 'repeats half an hour', '2026-04-04T13:30:00Z'],
  ])('in %s, where the night %s, every hour has its tick', async (tz, _what, from) => {
    process.env.TZ = tz
    const scheduler = await during(3, from, '17 * * * *')
    expect(taken).toHaveLength(3)
    expect(new Set(taken).size).toBe(3)
    const at = taken.map((it) => Date.parse(it))
    expect(at.slice(1).map((it, i) => it - (at[i] ?? 0))).toEqual([3_600_000, 3_600_000])
    await scheduler.stop()
  })

  test('set back an hour, it goes on within half a minute instead of waiting for an hour', async () => {
    const scheduler = await during(0.01, '2026-05-05T12:00:00Z', '*/10 * * * * *')
    const before = taken.length
    vi.setSystemTime('2026-05-05T11:00:30Z')
    await vi.advanceTimersByTimeAsync(40_000)
    expect(taken.length - before).toBeGreaterThanOrEqual(2)
    expect(taken.at(-1)).toMatch(/^2026-05-05T11:01/)
    await scheduler.stop()
  })

  test('after three days in which the machine slept, it ticks once for all of them', async () => {
    const scheduler = await during(0.01, '2026-05-05T12:00:00Z', '*/10 * * * * *')
    const before = taken.length
    vi.setSystemTime('2026-05-08T12:00:36Z')
    await vi.advanceTimersByTimeAsync(10_000)
    expect(taken.length - before).toBeLessThanOrEqual(2)
    expect(taken.at(-1)).toMatch(/^2026-05-08/)
    await scheduler.stop()
  })

  test('what another instance has taken is left to it; what one left undone is done', async () => {
    const heard: string[] = []
    const watch = (tick: string, result: string) => void heard.push(`${tick} ${result}`)
    const left = [[{ name: 'tidy', slot: new Date(0) }], []]
    const busy = slots({ take: async () => null, takeAbandoned: async () => left.shift() ?? [] })
    const scheduler = await during(0.005, '2026-05-05T12:00:00Z', '*/10 * * * * *', { slots: busy, watch })
    expect(heard).toEqual(['tidy not ours', 'tidy done'])
    await scheduler.stop()
  })

  test('what fails is over, is said, and comes again; a long one keeps its lease', async () => {
    const heard: string[] = []
    const ended: number[] = []
    let renewed = 0
    vi.setSystemTime('2026-05-05T12:00:05Z')
    const all = slots({
      renew: async () => Boolean(++renewed),
      end: async ({ slot }) => void ended.push(slot.getTime()),
    })
    let runs = 0
    const run = () =>
      ++runs === 1 ? Promise.reject(new Error('no')) : new Promise((done) => setTimeout(done, 65_000))
    const watch = (_: string, result: string) => void heard.push(result)
    const scheduler = startScheduler([{ name: 'tidy', cron: '*/10 * * * * *', run }], {
      log,
      slots: all,
      watch,
    })
    await vi.advanceTimersByTimeAsync(85_000)
    expect(heard.slice(0, 2)).toEqual(['failed', 'done'])
    expect(ended).toHaveLength(2)
    expect(renewed).toBe(3)
    const stopping = scheduler.stop()
    await vi.advanceTimersByTimeAsync(70_000)
    await stopping
  })
})
