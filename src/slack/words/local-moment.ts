import { DateTime } from 'luxon'

/** A moment as a clock on the wall shows it, month and day counted from 1. */
export interface LocalMoment {
  year: number
  month: number
  day: number
  hour: number
  minute: number
}

export function localMomentOf(at: Date, timeZone: string): LocalMoment {
  const { year, month, day, hour, minute } = DateTime.fromJSDate(at, { zone: timeZone })
  return { year, month, day, hour, minute }
}

/** When clocks there show it; an hour that is skipped is the next one. */
export const instantOf = (it: LocalMoment, timeZone: string): Date =>
  DateTime.fromObject({ ...it }, { zone: timeZone }).toJSDate()

/** Minutes on the wall, as if no clock were ever moved. */
export function minutesAfter(from: LocalMoment, minutes: number): LocalMoment {
  const at = new Date(Date.UTC(from.year, from.month - 1, from.day, from.hour, from.minute + minutes))
  return {
    year: at.getUTCFullYear(),
    month: at.getUTCMonth() + 1,
    day: at.getUTCDate(),
    hour: at.getUTCHours(),
    minute: at.getUTCMinutes(),
  }
}

/** 30 February is no day. */
export function isReal({ year, month, day, hour, minute }: LocalMoment): boolean {
  if (year < 2000 || year > 2999 || hour > 23 || minute > 59) return false
  const at = new Date(Date.UTC(year, month - 1, day))
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day
}

/** 1 is Monday, 7 is Sunday. */
export const weekdayOf = ({ year, month, day }: LocalMoment): number =>
  new Date(Date.UTC(year, month - 1, day)).getUTCDay() || 7
