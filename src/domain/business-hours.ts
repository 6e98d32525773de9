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
export function shiftsFrom(hours: BusinessHours, from: Date, days = DAYS): Shift[] {
  // One that began yesterday may last until this morning.
  const yesterday = DateTime.fromJSDate(from, { zone: hours.timeZone }).startOf('day').minus({ days: 1 })
  return Array.from({ length: days + 1 }, (_, ahead) => yesterday.plus({ days: ahead }))
    .filter((day) => hours.businessDays.includes(day.weekday))
    .map((day) => shiftOf(hours, day))
    .filter((it) => it.until > it.from && it.until > from)
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
