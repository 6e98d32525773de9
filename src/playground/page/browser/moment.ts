/** Moments in the words of Slack's date tokens: pure, for a zone and a now. */
interface Reader {
  now: Date
  timeZone?: string
}

export function dated(format: string, at: Date, reader: Reader): string {
  return format.replace(/\{(\w+)\}/g, (all, name: string) => TOKENS[name]?.(at, reader) ?? all)
}

type Draw = (at: Date, reader: Reader) => string

const styled =
  (options: Intl.DateTimeFormatOptions): Draw =>
  (at, { timeZone }) =>
    new Intl.DateTimeFormat('en', { ...options, ...(timeZone ? { timeZone } : {}) }).format(at)

const short = styled({ month: 'short', day: 'numeric', year: 'numeric' })
const usual = styled({ month: 'long', day: 'numeric', year: 'numeric' })
const long = styled({ weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' })
const day = styled({ year: 'numeric', month: '2-digit', day: '2-digit' })

const DAY_MS = 86_400_000
/** “today”, “tomorrow”, or the date: as Slack does where a token says pretty. */
const pretty =
  (draw: Draw): Draw =>
  (at, reader) => {
    for (const [offset, word] of [
      [0, 'today'],
      [1, 'tomorrow'],
      [-1, 'yesterday'],
    ] as const)
      if (day(at, reader) === day(new Date(reader.now.getTime() + offset * DAY_MS), reader)) return word
    return draw(at, reader)
  }

export const timeOfDay = styled({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
export const dayInWords: Draw = (at, reader) => {
  const word = pretty(styled({ weekday: 'long', month: 'long', day: 'numeric' }))(at, reader)
  return word.charAt(0).toUpperCase() + word.slice(1)
}
export const fullMoment = styled({
  weekday: 'short',
  month: 'short',
  day: 'numeric',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

/** “3 hours ago”, “in 2 days”. */
export const relative: Draw = (at, { now }) => {
  const seconds = (at.getTime() - now.getTime()) / 1000
  const format = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
  for (const [unit, size] of [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
  ] as const)
    if (Math.abs(seconds) >= size) return format.format(Math.round(seconds / size), unit)
  return 'just now'
}

const TOKENS: Record<string, Draw> = {
  date_num: styled({ year: 'numeric', month: '2-digit', day: '2-digit' }),
  date: usual,
  date_short: short,
  date_long: long,
  date_pretty: pretty(usual),
  date_short_pretty: pretty(short),
  date_long_pretty: pretty(long),
  time: timeOfDay,
  time_secs: styled({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }),
  ago: relative,
}
