import { DateTime } from 'luxon'
import { describe, expect, test } from 'vitest'
import type { BusinessHours } from '../../src/domain/business-hours.ts'
import { remindAt } from '../../src/domain/reminder.ts'
import { after, DAY, HOUR } from '../../src/domain/time.ts'
import { Dice } from '../support/dice.ts'

const office = (timeZone: string, wish: Partial<BusinessHours> = {}): BusinessHours => ({
  timeZone,
  businessFrom: '09:00',
  businessUntil: '18:00',
  businessDays: [1, 2, 3, 4, 5],
  ...wish,
})
const istanbul = office('Europe/Istanbul')
const newYork = office('America/New_York')

/** As the clocks there show it. */
const at = (local: string, hours = istanbul) => DateTime.fromISO(local, { zone: hours.timeZone }).toJSDate()
const shown = (moment: Date | null, hours = istanbul) =>
  moment && DateTime.fromJSDate(moment, { zone: hours.timeZone }).toFormat("ccc yyyy-MM-dd'T'HH:mm")

const longAgo = new Date(0)
const sent = (local: string, hours = istanbul, lifetime = DAY, snoozed: Date | null = null) => {
  const sentAt = at(local, hours)
  return { sentAt, expiresAt: after(sentAt, lifetime), snoozedUntil: snoozed }
}

describe('somebody is reminded', () => {
  test.each([
    // Twelve hours after a morning it is evening: the next morning it has not expired yet.
    ['2026-03-03T10:00', DAY, 'Wed 2026-03-04T09:00'],
    // Twelve hours after midnight is noon.
    ['2026-03-03T00:30', DAY, 'Tue 2026-03-03T12:30'],
    ['2026-03-02T20:30', DAY, 'Tue 2026-03-03T09:00'],
    // Twelve hours after the evening is the morning, to the minute.
    ['2026-03-03T21:15', DAY, 'Wed 2026-03-04T09:15'],
    // It would expire before they come: half an hour before they leave.
    ['2026-03-03T08:00', DAY, 'Tue 2026-03-03T17:30'],
    ['2026-03-06T10:00', DAY, 'Fri 2026-03-06T17:30'],
    // Sent when they were about to leave: that is no time to answer in.
    ['2026-03-06T17:15', DAY, 'Sat 2026-03-07T09:00'],
    ['2026-03-06T13:45', DAY, 'Fri 2026-03-06T17:45'],
    // Sent on Friday night, gone on Saturday night: nobody works, but people are awake.
    ['2026-03-06T20:00', DAY, 'Sat 2026-03-07T09:00'],
    // Sent early on a day off, and gone before the next one begins: on that day still.
    ['2026-03-07T06:30', DAY, 'Sat 2026-03-07T17:30'],
    ['2026-03-08T08:00', DAY, 'Sun 2026-03-08T17:30'],
    // Over the weekend, where it lasts.
    ['2026-03-06T10:00', 5 * DAY, 'Mon 2026-03-09T09:00'],
  ])('of what was sent at %s and lives %i s: %s', (local, lifetime, expected) => {
    expect(shown(remindAt(sent(local, istanbul, lifetime), 12 * HOUR, istanbul, longAgo))).toBe(expected)
  })

  test.each([
    // The night of the change is an hour shorter, or longer: twelve hours are twelve hours.
    ['America/New_York', '2026-03-07T22:30', 3 * DAY, 'Mon 2026-03-09T09:00'],
    ['America/New_York', '2026-03-08T22:30', DAY, 'Mon 2026-03-09T10:30'],
    ['America/New_York', '2026-10-31T22:30', 3 * DAY, 'Mon 2026-11-02T09:00'],
    ['America/New_York', '2026-11-01T21:30', DAY, 'Mon 2026-11-02T09:30'],
    // A leap day is a day.
    ['Europe/Istanbul', '2028-02-28T21:30', DAY, 'Tue 2028-02-29T09:30'],
  ])('in %s of what was sent at %s', (timeZone, local, lifetime, expected) => {
    const hours = office(timeZone)
    expect(shown(remindAt(sent(local, hours, lifetime), 12 * HOUR, hours, longAgo), hours)).toBe(expected)
  })

  test('where the morning begins in the hour that the clocks skip, right after it', () => {
    const early = office('America/New_York', { businessFrom: '02:30', businessDays: [7] })
    const it = sent('2026-03-07T12:00', early, 2 * DAY)
    expect(shown(remindAt(it, 12 * HOUR, early, longAgo), early)).toBe('Sun 2026-03-08T03:30')
  })

  test('never, where it does not wait that long', () => {
    expect(remindAt(sent('2026-03-03T10:00', istanbul, HOUR), 12 * HOUR, istanbul, longAgo)).toBeNull()
    expect(
      remindAt({ sentAt: null, expiresAt: null, snoozedUntil: null }, 12 * HOUR, istanbul, longAgo),
    ).toBeNull()
  })

  test('when they wanted to be, if it still lives then', () => {
    const wish = at('2026-03-04T09:00')
    expect(remindAt(sent('2026-03-03T10:00', istanbul, 2 * DAY, wish), 12 * HOUR, istanbul, longAgo)).toEqual(
      wish,
    )
    expect(remindAt(sent('2026-03-03T08:00', istanbul, DAY, wish), 12 * HOUR, istanbul, longAgo)).toBeNull()
  })

  test('by hours that go through the night', () => {
    const night = office('Europe/Istanbul', { businessFrom: '22:00', businessUntil: '06:00' })
    expect(shown(remindAt(sent('2026-03-03T13:00', night), 12 * HOUR, night, longAgo), night)).toBe(
      'Wed 2026-03-04T01:00',
    )
    expect(shown(remindAt(sent('2026-03-03T20:00', night), 12 * HOUR, night, longAgo), night)).toBe(
      'Wed 2026-03-04T05:30',
    )
  })
})

describe('what nobody looked at in time', () => {
  const it = sent('2026-03-03T10:00', istanbul, 5 * DAY)
  test.each([
    ['2026-03-04T09:00', 'Wed 2026-03-04T09:00'],
    ['2026-03-04T15:20', 'Wed 2026-03-04T15:20'],
    // Three days of downtime end at night: not before they come.
    ['2026-03-05T03:00', 'Thu 2026-03-05T09:00'],
    ['2026-03-06T22:00', 'Sat 2026-03-07T09:00'],
    ['2026-03-08T09:30', 'Sun 2026-03-08T09:30'],
  ])('is made up for at %s: %s', (now, expected) => {
    expect(shown(remindAt(it, 12 * HOUR, istanbul, at(now)))).toBe(expected)
  })

  test('is left where nobody comes before it ends', () => {
    expect(
      remindAt(sent('2026-03-03T10:00'), 12 * HOUR, istanbul, at('2026-03-03T22:00'))?.toISOString(),
    ).toBe(at('2026-03-04T09:00').toISOString())
    expect(remindAt(sent('2026-03-03T08:00'), 12 * HOUR, istanbul, at('2026-03-03T20:00'))).toBeNull()
  })
})

/** Any moment of a year in two zones, any age and lifetime: what holds of all of them. */
test('it is never at night, never before it was sent, never when it is over', () => {
  const dice = new Dice(20260303)
  const whole = (least: number, most: number) => Math.floor(dice.between(least, most))
  for (let tries = 0; tries < 3_000; tries++) {
    const hours = dice.pick([istanbul, newYork])
    const sentAt = after(new Date('2026-01-01T00:00:00Z'), whole(0, 365 * DAY))
    const it = { sentAt, expiresAt: after(sentAt, whole(1, 30 * 24) * HOUR), snoozedUntil: null }
    const age = whole(1, 20 * 24) * HOUR
    const moment = remindAt(it, age, hours, longAgo)
    const wanted = after(sentAt, age)
    const told = `${sentAt.toISOString()} age ${age / HOUR} h, ${hours.timeZone}: ${moment?.toISOString()}`
    if (!moment) {
      // A whole day of life after it has waited long enough has some hour in which people are awake.
      expect(it.expiresAt.getTime() - after(sentAt, age).getTime(), told).toBeLessThan(DAY * 1000)
      continue
    }
    expect(moment >= sentAt && moment < it.expiresAt, told).toBe(true)
    const local = DateTime.fromJSDate(moment, { zone: hours.timeZone })
    expect(local.hour >= 9 && local.hour < 18, told).toBe(true)
    // At a weekend only what does not see the Monday.
    if (local.weekday > 5)
      expect(it.expiresAt.getTime() - wanted.getTime(), told).toBeLessThan(4 * DAY * 1000)
    else if (moment < wanted) expect(local.toFormat('HH:mm') >= '17:30', told).toBe(true)
  }
})
