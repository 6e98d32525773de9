import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { listInWords, momentInWords, spanInWords, timeLeft } from '../../src/domain/plain-words.ts'
import { DAY, HOUR, after as later, MINUTE } from '../../src/domain/time.ts'

describe('a span', () => {
  test.each([
    [60, 'a minute'],
    [119, 'a minute'],
    [120, '2 minutes'],
    [HOUR - 1, '59 minutes'],
    [HOUR, '1 hour'],
    [2 * HOUR - 1, '1 hour'],
    [2 * HOUR, '2 hours'],
    [DAY, '24 hours'],
    [2 * DAY - 1, '47 hours'],
    [2 * DAY, '2 days'],
    [30 * DAY + HOUR, '30 days'],
  ])('of %d seconds is %s', (seconds, words) => expect(spanInWords(seconds)).toBe(words))

  test('never promises more than there is', () => {
    const units: Record<string, number> = { minute: MINUTE, hour: HOUR, day: DAY }
    fc.assert(
      fc.property(fc.integer({ min: MINUTE, max: 40 * DAY }), (seconds) => {
        const [, count = '', unit = ''] = /^(a|\d+) (\w+?)s?$/.exec(spanInWords(seconds)) ?? []
        const said = (count === 'a' ? 1 : Number(count)) * (units[unit] ?? 0)
        expect(said).toBeGreaterThan(0)
        expect(said).toBeLessThanOrEqual(seconds)
        expect(seconds - said).toBeLessThan(units[unit] ?? 0)
      }),
    )
  })

  test('is what is left until then', () => {
    const now = new Date('2026-03-02T09:00:00Z')
    expect(timeLeft(now, later(now, DAY))).toBe('24 hours')
    expect(timeLeft(now, later(now, DAY - 1))).toBe('23 hours')
  })
})

describe('a moment', () => {
  test.each([
    ['2026-11-21T11:05:00Z', 'Europe/Istanbul', 'Saturday 21 November 2026 at 14:05 (Europe/Istanbul)'],
    ['2026-03-02T09:00:00Z', 'UTC', 'Monday 2 March 2026 at 09:00 (UTC)'],
    ['2026-03-02T00:00:00Z', 'Asia/Kolkata', 'Monday 2 March 2026 at 05:30 (Asia/Kolkata)'],
    ['2026-03-02T03:00:00Z', 'America/New_York', 'Sunday 1 March 2026 at 22:00 (America/New_York)'],
    ['2026-12-31T12:00:00Z', 'Pacific/Kiritimati', 'Friday 1 January 2027 at 02:00 (Pacific/Kiritimati)'],
    // The hour that does not exist, and the one that exists twice.
    ['2026-03-29T00:59:59Z', 'Europe/Berlin', 'Sunday 29 March 2026 at 01:59 (Europe/Berlin)'],
    ['2026-03-29T01:00:00Z', 'Europe/Berlin', 'Sunday 29 March 2026 at 03:00 (Europe/Berlin)'],
    ['2026-10-25T00:30:00Z', 'Europe/Berlin', 'Sunday 25 October 2026 at 02:30 (Europe/Berlin)'],
    ['2026-10-25T01:30:00Z', 'Europe/Berlin', 'Sunday 25 October 2026 at 02:30 (Europe/Berlin)'],
  ])('%s in %s', (at, zone, words) => expect(momentInWords(new Date(at), zone)).toBe(words))

  test('24 hours are 86 400 seconds, also in the night the clocks change', () => {
    const before = new Date('2026-03-28T12:00:00Z')
    expect(momentInWords(before, 'Europe/Berlin')).toContain('at 13:00')
    expect(momentInWords(later(before, DAY), 'Europe/Berlin')).toContain('29 March 2026 at 14:00')
  })
})

test.each([
  [[], ''],
  [['Owner'], 'Owner'],
  [['Owner', 'Admin'], 'Owner and Admin'],
  [['Owner', 'Admin', 'Manager'], 'Owner, Admin and Manager'],
])('%j is said %j', (words, said) => expect(listInWords(words)).toBe(said))
