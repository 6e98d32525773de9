import { DateTime } from 'luxon'

/** When people of an organization are at work, by the clocks of its zone. */
export interface BusinessHours {
  timeZone: string
  /** "09:00". */
  businessFrom: string
  businessUntil: string
  /** 1 is Monday. */
  businessDays: number[]
}

/** The first beginning of business hours that is still ahead; a morning that the clocks skip begins right after. */
export function nextBusinessMorning(hours: BusinessHours, now: Date): Date {
  const [hour = 9, minute = 0] = hours.businessFrom.split(':').map(Number)
  let day = DateTime.fromJSDate(now, { zone: hours.timeZone })
  for (let tries = 0; tries < 9; tries++) {
    const morning = day.set({ hour, minute, second: 0, millisecond: 0 })
    if (hours.businessDays.includes(morning.weekday) && morning.toJSDate() > now) return morning.toJSDate()
    day = day.plus({ days: 1 })
  }
  return day.toJSDate()
}
