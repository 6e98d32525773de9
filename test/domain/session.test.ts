import { describe, expect, test } from 'vitest'
import { isActivityWorthNoting, isFresh, isLive, type Session } from '../../src/domain/session.ts'
import { DAY, HOUR, after as later, MINUTE } from '../../src/domain/time.ts'

const start = new Date('2026-03-02T09:00:00Z')
const session: Session = {
  organizationId: 'acme',
  id: 's',
  userId: 'ann',
  kind: 'full',
  ip: null,
  device: 'Firefox on Linux',
  startedAt: start,
  lastActiveAt: start,
  endsAt: later(start, 7 * DAY),
  revokedAt: null,
}
const inUse = { ...session, lastActiveAt: later(start, 7 * DAY - 60) }

describe('a session', () => {
  test.each<[string, Session, number, boolean]>([
    ['at once', session, 0, true],
    ['one second before eight idle hours', session, 8 * HOUR - 1, true],
    ['after eight idle hours', session, 8 * HOUR, false],
    ['a millisecond before that', session, 8 * HOUR - 0.001, true],
    ['one second before seven days of use', inUse, 7 * DAY - 1, true],
    ['after seven days, however busy', inUse, 7 * DAY, false],
    ['once revoked', { ...session, revokedAt: start }, 0, false],
  ])('%s', (_, it, seconds, isAlive) => expect(isLive(it, later(start, seconds))).toBe(isAlive))

  test('is fresh for ten minutes', () => {
    expect(isFresh(session, later(start, 10 * MINUTE - 0.001))).toBe(true)
    expect(isFresh(session, later(start, 10 * MINUTE))).toBe(false)
  })

  test.each([
    [0, false],
    [MINUTE - 1, false],
    [MINUTE, true],
    [HOUR, true],
  ])('%d seconds later, a note of its use is worth a write: %s', (seconds, isWorth) =>
    expect(isActivityWorthNoting(session, later(start, seconds))).toBe(isWorth),
  )
})
