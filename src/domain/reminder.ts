import { type BusinessHours, type Shift, shiftsFrom } from './business-hours.ts'
import type { Invitation } from './invitation.ts'
import { after, DAY, MINUTE, secondsBetween } from './time.ts'

type Sent = Pick<Invitation, 'sentAt' | 'expiresAt'> & { snoozedUntil: Date | null }

/** An early reminder still leaves its reader some of the day. */
const BEFORE_CLOSING_SECONDS = 30 * MINUTE
/** Of the wait: sooner nobody has had the time to answer. */
const LEAST_PART = 1 / 3
const WEEK_SECONDS = 7 * DAY
const everyDay = [1, 2, 3, 4, 5, 6, 7]

/**
 * When somebody is to be reminded of a pending invitation; null: never. Once it has waited long enough, in the hours
 * of whoever reads it; where it would expire before those begin, rather too early than never; at night never. What was
 * missed while nobody looked is made up for in their hours too.
 */
export function remindAt(it: Sent, ageSeconds: number, hours: BusinessHours, now: Date): Date | null {
  if (!it.sentAt || !it.expiresAt) return null
  const wanted = it.snoozedUntil ?? after(it.sentAt, ageSeconds)
  if (wanted >= it.expiresAt) return null
  const from = latest(wanted, now)
  const inTime = firstWithin(shiftsFrom(hours, from), from)
  if (inTime && inTime < it.expiresAt) return inTime
  const soonest = after(it.sentAt, secondsBetween(it.sentAt, wanted) * LEAST_PART)
  const earlyIn = (these: BusinessHours) => {
    const early = towardsTheEnd(these, soonest, wanted)
    // That moment has passed unseen; but they are still there.
    const isStillOpen = shiftsFrom(these, now).some((shift) => shift.from <= now)
    return early && (early >= now || isStillOpen) ? latest(early, now) : null
  }
  // Where nobody works before it expires, people are awake all the same: after the wait, or else before its end.
  const awake = { ...hours, businessDays: everyDay }
  const late = firstWithin(shiftsFrom(awake, from), from)
  return earlyIn(hours) ?? (late && late < it.expiresAt ? late : earlyIn(awake))
}

const firstWithin = (shifts: Shift[], wanted: Date): Date | null => {
  const [first] = shifts
  return first ? latest(first.from, wanted) : null
}

/** Towards the end of the last shift before the moment that was wanted. */
function towardsTheEnd(hours: BusinessHours, soonest: Date, wanted: Date): Date | null {
  const passed = shiftsFrom(hours, latest(soonest, after(wanted, -WEEK_SECONDS))).filter(
    (it) => it.until <= wanted,
  )
  const last = passed.at(-1)
  return last ? latest(last.from, soonest, after(last.until, -BEFORE_CLOSING_SECONDS)) : null
}

const latest = (...all: Date[]): Date => new Date(Math.max(...all.map(Number)))
