import { confirm, id } from './objects.ts'
import { boolean, expecting, type Fields, integer, object } from './shape.ts'
import { matching, string } from './strings.ts'
import { plainText } from './texts.ts'
import { words } from './words.ts'

/** 2027-02-30 has the form of a day and is none. */
const day = expecting((value) => {
  if (typeof value !== 'string') return words.string
  const date = new Date(`${value}T00:00:00Z`)
  const isDay = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value) && value.length === 10
  return isDay ? undefined : words.format('date')
})

const timezone = expecting((value) => {
  if (typeof value !== 'string') return words.string
  try {
    new Intl.DateTimeFormat('en', { timeZone: value })
    return undefined
  } catch {
    return words.format('timezone')
  }
})

const common: Fields = { action_id: id, confirm, focus_on_load: boolean }
const placeholder = plainText(150)
const time = matching(/^([01][0-9]|2[0-3]):[0-5][0-9]$/)

export const pickers: Fields = {
  datepicker: object({ type: string() }, { ...common, placeholder, initial_date: day }),
  timepicker: object({ type: string() }, { ...common, placeholder, initial_time: time, timezone }),
}
/** Seconds since 1970 in ten digits: milliseconds have thirteen. */
export const momentPicker: Fields = {
  datetimepicker: object(
    { type: string() },
    { ...common, initial_date_time: integer(1_000_000_000, 9_999_999_999) },
  ),
}
