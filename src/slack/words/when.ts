import { isReal, type LocalMoment, minutesAfter, weekdayOf } from './local-moment.ts'
import { endOf, phrase, phraseAt } from './phrase.ts'

/** When letters are to leave: now, when people begin to work, at a moment, or later without saying when. */
export type When = null | 'next-business-morning' | 'later' | { at: LocalMoment }

/** A day that was named without an hour begins here. */
const MORNING = { hour: 9, minute: 0 }
const HOUR = 60
const DAY = 24 * HOUR

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const month = '(?:jan|febr?|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}'
const weekday = '(?:mon|tues?|wed|thu|thurs?|fri|sat|sun)(?:day)?|wednesday|thursday|saturday|weds|tuesday'
const send = '(?:(?:send|deliver|sent)(?: (?:it|them|this|out))? )?'
const time = (name: string) =>
  `(?:(?<${name}h>\\d{1,2})(?:[:.h](?<${name}m>\\d{2}))?(?: ?(?<${name}half>[ap])\\.?m\\.?)?|(?<${name}noon>noon|midday|midnight))`
const part = '(?: (?:in the )?(?:morning|noon))?'

const businessMorning = phrase(
  `${send}(?:on )?(?:the )?next (?:business|working|work) (?:day|morning)|${send}(?:the )?next workday`,
)
const atOnce = phrase(`send (?:it |them )?(?:right )?now|right now|now|at once|immediately|straight away`)
const later = phrase('send (?:it |them )?later|later')
const onDay = phrase(
  `${send}(?:on |at |next |this )?(?:the )?(?:${[
    '(?<relative>today|tomorrow)',
    '(?<y>\\d{4})-(?<mo>\\d{1,2})-(?<d>\\d{1,2})',
    '(?<d2>\\d{1,2})\\.(?<mo2>\\d{1,2})\\.(?<y2>\\d{4})',
    `(?<d3>\\d{1,2})(?:st|nd|rd|th|\\.)? (?:of )?(?<mo3>${month})(?:,? (?<y3>\\d{4}))?`,
    `(?<mo4>${month}) (?<d4>\\d{1,2})(?:st|nd|rd|th)?(?:,? (?<y4>\\d{4}))?`,
    `(?<weekday>${weekday})`,
  ].join('|')})${part}(?:(?:,? (?:at )?|T)${time('t')}(?::\\d{2})?)?`,
)
const atTime = phrase(`${send}(?:at|@) ${time('t')}`)
const inSome = phrase(
  `${send}in (?<count>\\d{1,4}|an?|one|two|three) ?(?<unit>m|min|h|d|w|minute|hour|day|week)s?`,
)

const numbers: Record<string, number> = { a: 1, an: 1, one: 1, two: 2, three: 3 }
const minutesIn: Record<string, number> = { m: 1, h: HOUR, d: DAY, w: 7 * DAY }
export const countOf = (typed: string): number => numbers[typed.toLowerCase()] ?? Number(typed)
export const minutesOf = (unit: string): number => minutesIn[unit[0]?.toLowerCase() ?? ''] ?? 1

/** What is said about the time at this place of the text, and where that ends; null if it is about something else. */
export function readWhen(text: string, start: number, now: LocalMoment): { when: When; end: number } | null {
  const simple = [
    [businessMorning, 'next-business-morning'],
    [atOnce, null],
    [later, 'later'],
  ] as const
  for (const [pattern, when] of simple) {
    const found = phraseAt(pattern, text, start)
    if (found) return { when, end: endOf(found) }
  }
  return readMoment(text, start, now)
}

function readMoment(text: string, start: number, now: LocalMoment): { when: When; end: number } | null {
  for (const [pattern, momentIn] of moments) {
    const found = phraseAt(pattern, text, start)
    const at = found && momentIn(found.groups ?? {}, now)
    if (found && at && isReal(at)) return { when: { at }, end: endOf(found) }
  }
  return null
}

type Groups = Record<string, string | undefined>

const moments: [RegExp, (said: Groups, now: LocalMoment) => LocalMoment | null][] = [
  [onDay, dayIn],
  [atTime, (said, now) => nextTime(timeIn(said), now)],
  [inSome, (said, now) => minutesAfter(now, countOf(said.count ?? '') * minutesOf(said.unit ?? ''))],
]

type Time = Pick<LocalMoment, 'hour' | 'minute'>

/** The next time that clocks show it. */
function nextTime(time: Time | null, now: LocalMoment): LocalMoment | null {
  if (!time) return null
  const isOver = time.hour * HOUR + time.minute <= now.hour * HOUR + now.minute
  return { ...minutesAfter(now, isOver ? DAY : 0), ...time }
}

function dayIn(said: Groups, now: LocalMoment): LocalMoment | null {
  const hasTime = said.th !== undefined || said.tnoon !== undefined
  const time = hasTime ? timeIn(said) : MORNING
  const day = dateIn(said, now)
  if (!time || (said.relative?.toLowerCase() === 'today' && !hasTime)) return null
  return { ...day, ...time }
}

function dateIn(said: Groups, now: LocalMoment): LocalMoment {
  if (said.relative) return minutesAfter(now, said.relative.toLowerCase() === 'today' ? 0 : DAY)
  if (said.weekday) {
    const ahead = (weekdays.indexOf(said.weekday.slice(0, 3).toLowerCase()) + 1 - weekdayOf(now) + 7) % 7
    return minutesAfter(now, (ahead || 7) * DAY)
  }
  const monthName = said.mo3 ?? said.mo4
  const monthNumber = monthName
    ? months.indexOf(monthName.slice(0, 3).toLowerCase()) + 1
    : Number(said.mo ?? said.mo2)
  const day = Number(said.d ?? said.d2 ?? said.d3 ?? said.d4)
  const year = said.y ?? said.y2 ?? said.y3 ?? said.y4
  const date = { ...now, month: monthNumber, day, year: Number(year ?? now.year) }
  return year || !isPast(date, now) ? date : { ...date, year: now.year + 1 }
}

const isPast = (date: LocalMoment, now: LocalMoment): boolean =>
  date.month < now.month || (date.month === now.month && date.day < now.day)

/** Null for an hour that no clock has: 25:00, 13 pm. */
function timeIn(said: Groups): Time | null {
  if (said.tnoon) return { hour: said.tnoon.toLowerCase() === 'midnight' ? 0 : 12, minute: 0 }
  const [hour, minute] = [Number(said.th), Number(said.tm ?? 0)]
  if (!said.thalf) return hour > 23 || minute > 59 ? null : { hour, minute }
  if (hour < 1 || hour > 12 || minute > 59) return null
  return { hour: (hour % 12) + (said.thalf.toLowerCase() === 'p' ? 12 : 0), minute }
}
