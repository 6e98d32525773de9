import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nextTry } from '../../src/domain/delivery.ts'
import { HOUR, after as later, secondsBetween } from '../../src/domain/time.ts'

const now = new Date('2026-03-02T09:00:00Z')
const never = later(now, 1000 * HOUR)
const waitOf = (attempts: number, random: number): number =>
  secondsBetween(now, nextTry(attempts, random, now, never) ?? now)

describe('when a letter is tried again', () => {
  test.each([
    [1, 5],
    [2, 10],
    [3, 20],
    [4, 40],
    [10, 2560],
    [11, 3600],
    [12, 3600],
    [500, 3600],
  ])('after try %d: about %d seconds', (attempts, seconds) => expect(waitOf(attempts, 0.5)).toBe(seconds))

  test('twice as long each time until it is an hour', () => {
    for (let tries = 1; tries < 10; tries++) expect(waitOf(tries + 1, 0.5)).toBe(2 * waitOf(tries, 0.5))
  })

  test('between half and one and a half times that, so that two letters never go at the same second', () => {
    expect(waitOf(1, 0)).toBe(2.5)
    expect(waitOf(1, 0.999)).toBeCloseTo(7.5, 1)
    expect(new Set([0.1, 0.2, 0.3, 0.4].map((random) => waitOf(8, random))).size).toBe(4)
  })

  const tries = fc.integer({ min: 1, max: 2000 })
  const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

  test('later than now, and within an hour and a half', () =>
    fc.assert(
      fc.property(tries, chance, (attempts, random) => {
        const wait = waitOf(attempts, random)
        expect(wait).toBeGreaterThanOrEqual(2.5)
        expect(wait).toBeLessThanOrEqual(1.5 * HOUR)
      }),
    ))

  test('never at or past the end of its use', () =>
    fc.assert(
      fc.property(tries, chance, fc.integer({ min: -10, max: 3 * HOUR }), (attempts, random, worth) => {
        const until = later(now, worth)
        const at = nextTry(attempts, random, now, until)
        if (at === null) expect(waitOf(attempts, random)).toBeGreaterThanOrEqual(worth)
        else expect(at.getTime()).toBeLessThan(until.getTime())
      }),
    ))

  test('not at the very second the link dies', () => {
    expect(nextTry(1, 0.5, now, later(now, 5))).toBeNull()
    expect(nextTry(1, 0.5, now, later(now, 5.001))).toEqual(later(now, 5))
  })
})
