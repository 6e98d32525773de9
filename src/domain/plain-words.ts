import { DateTime } from 'luxon'
import { DAY, HOUR, MINUTE, secondsBetween } from './time.ts'

/** "in 24 hours", "in 3 days": rounded down, because a promise may be kept longer but not shorter. */
export function spanInWords(seconds: number): string {
  if (seconds >= 2 * DAY) return `${Math.floor(seconds / DAY)} days`
  if (seconds >= 2 * HOUR) return `${Math.floor(seconds / HOUR)} hours`
  if (seconds >= HOUR) return '1 hour'
  if (seconds >= 2 * MINUTE) return `${Math.floor(seconds / MINUTE)} minutes`
  return 'a minute'
}

export const timeLeft = (now: Date, until: Date): string => spanInWords(secondsBetween(now, until))

/** "Saturday 21 November 2026 at 14:05 (Europe/Istanbul)": the zone is said, since readers are elsewhere. */
export const momentInWords = (at: Date, timeZone: string): string =>
  `${DateTime.fromJSDate(at, { zone: timeZone }).setLocale('en-GB').toFormat("cccc d LLLL yyyy 'at' HH:mm")} (${timeZone})`

/** "Owner", "Owner and Admin", "Owner, Admin and Manager". */
export function listInWords(words: string[]): string {
  if (words.length <= 1) return words[0] ?? ''
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

/** "1 member", "3 members"; what many are called is said where an s would not do. */
export const countInWords = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`
