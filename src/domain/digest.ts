import { DateTime } from 'luxon'
import { type BusinessHours, nextBusinessMorning, shiftsFrom } from './business-hours.ts'
import type { Organization } from './organization.ts'
import { after, DAY } from './time.ts'

export type DigestSettings = BusinessHours &
  Pick<Organization, 'digestOn' | 'suspendedAt' | 'createdAt'> & { lastDigestAt: Date | null }

export interface DigestDecision {
  isDue: boolean
  /** This week’s is over with: said, or not wanted. */
  isDone: boolean
  lookAgainAt: Date
}

const WEEK = 7
/** One that came late leaves some days before the next. */
const REST_SECONDS = 2 * DAY

/**
 * A digest comes when the week begins: at the opening of its first business day. What was missed while nobody looked
 * is made up for once, in their hours, by one digest; however many weeks it was.
 */
export function decideDigest(it: DigestSettings, now: Date): DigestDecision {
  const next = weeksFrom(it, now).find((at) => at > now) ?? after(now, WEEK * DAY)
  const begun = weeksFrom(it, after(now, -WEEK * DAY))
    .filter((at) => at <= now)
    .at(-1)
  const isBehind = begun !== undefined && begun > readAbout(it)
  if (!isBehind) return { isDue: false, isDone: false, lookAgainAt: next }
  if (!it.digestOn || it.suspendedAt) return { isDue: false, isDone: true, lookAgainAt: next }
  const isOpen = shiftsFrom(it, now).some((shift) => shift.from <= now)
  if (!isOpen) return { isDue: false, isDone: false, lookAgainAt: nextBusinessMorning(it, now) }
  return { isDue: true, isDone: true, lookAgainAt: next }
}

const readAbout = ({ lastDigestAt, createdAt }: DigestSettings): Date =>
  lastDigestAt ? after(lastDigestAt, REST_SECONDS) : createdAt

/** The beginnings of the weeks in the days after this moment. */
function weeksFrom(hours: BusinessHours, from: Date): Date[] {
  const first = firstDayOf(hours.businessDays)
  return shiftsFrom(hours, from)
    .map((shift) => shift.from)
    .filter((at) => DateTime.fromJSDate(at, { zone: hours.timeZone }).weekday === first)
}

/** The day after the longest time off, wherever people have their weekend; where they have none, Monday. */
export function firstDayOf(businessDays: number[]): number {
  const daysOffBefore = (day: number) => {
    const off = Array.from({ length: WEEK }, (_, back) => ((day - back - 2 + 2 * WEEK) % WEEK) + 1)
    return off.findIndex((it) => businessDays.includes(it))
  }
  const sorted = [...businessDays].sort((one, other) => one - other)
  return sorted.reduce((best, day) => (daysOffBefore(day) > daysOffBefore(best) ? day : best), sorted[0] ?? 1)
}
