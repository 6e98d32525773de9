import { DateTime } from 'luxon'

/** When people of an organization are at work, by the clocks of its zone. */
export interface BusinessHours {
  timeZone: string
  /** "09:00". */
  businessFrom: string
  /** "18:00"; earlier than the beginning, they work through the night. */
  businessUntil: string
  /** 1 is Monday. */
  businessDays: number[]
}

/** From the first to the last moment of one day's work; the last is not in it any more. */
export interface Shift {
  from: Date
  until: Date
}

/** Further than this nobody looks for a day of work. */
const DAYS = 9

/** The first beginning of business hours that is still ahead; a morning that the clocks skip begins right after. */
export function nextBusinessMorning(hours: BusinessHours, now: Date): Date {
  const found = shiftsFrom(hours, now).find((it) => it.from > now)
  return found?.from ?? now
}

/** Every shift that has not ended before this moment, and those of the days after it. */
export const shiftsFrom = (hours: BusinessHours, from: Date): Shift[] =>
  aroundThatDay(hours, from).filter((it) => it.until > from)

/** Calendars are slow, and thousands of invitations ask for the same few days. */
const known = new Map<string, Shift[]>()
const KNOWN = 2_000
/** In every zone there is, a day begins with a quarter of an hour. */
const QUARTER_MS = 15 * 60_000

function aroundThatDay(hours: BusinessHours, from: Date): Shift[] {
  const { timeZone, businessFrom, businessUntil, businessDays } = hours
  const quarter = Math.floor(from.getTime() / QUARTER_MS)
  const key = `${timeZone} ${businessFrom} ${businessUntil} ${businessDays} ${quarter}`
  const found = known.get(key)
  if (found) return found
  if (known.size >= KNOWN) known.clear()
  // One that began yesterday may last until this morning.
  const yesterday = DateTime.fromJSDate(from, { zone: timeZone }).startOf('day').minus({ days: 1 })
  const shifts = Array.from({ length: DAYS + 1 }, (_, ahead) => yesterday.plus({ days: ahead }))
    .filter((day) => businessDays.includes(day.weekday))
    .map((day) => shiftOf(hours, day))
    .filter((it) => it.until > it.from)
  known.set(key, shifts)
  return shifts
}

/** Set by what the clocks on the wall show, so a day of twenty-three hours has as long a working day as any. */
function shiftOf({ businessFrom, businessUntil }: BusinessHours, day: DateTime): Shift {
  const at = (time: string): DateTime => {
    const [hour = 0, minute = 0] = time.split(':').map(Number)
    return hour === 24 ? day.plus({ days: 1 }) : day.set({ hour, minute })
  }
  const from = at(businessFrom)
  const until = at(businessUntil)
  return { from: from.toJSDate(), until: (until > from ? until : until.plus({ days: 1 })).toJSDate() }
}
