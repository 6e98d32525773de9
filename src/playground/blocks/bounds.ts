import { all, type Check, isObject, type Json, ruled } from './shape.ts'
import { lengthOf } from './strings.ts'
import { words } from './words.ts'

const numberIn = (it: Json, name: string): number | undefined => {
  const value = it[name]
  if (typeof value === 'number') return value
  return typeof value === 'string' && value !== '' && !Number.isNaN(Number(value)) ? Number(value) : undefined
}

/** The smaller bound must not be above the greater one. */
const inOrder =
  (low: string, high: string): Check =>
  (element, at, faults) => {
    if (!isObject(element)) return
    const [min, max] = [numberIn(element, low), numberIn(element, high)]
    if (min !== undefined && max !== undefined && min > max)
      faults.push(ruled(`${at}/${low}`, `\`${low}\` must be less than or equal to \`${high}\``))
  }

/** What stands in the field at first must be something the person could have typed. */
const lengthWithin: Check = (element, at, faults) => {
  if (!isObject(element) || typeof element.initial_value !== 'string') return
  const length = lengthOf(element.initial_value)
  const [min, max] = [numberIn(element, 'min_length'), numberIn(element, 'max_length')]
  if (max !== undefined && length > max) faults.push(ruled(`${at}/initial_value`, words.tooLong(max)))
  if (min !== undefined && length < min) faults.push(ruled(`${at}/initial_value`, words.tooShort(min)))
}

const valueWithin: Check = (element, at, faults) => {
  if (!isObject(element)) return
  const value = numberIn(element, 'initial_value')
  const [min, max] = [numberIn(element, 'min_value'), numberIn(element, 'max_value')]
  if (value === undefined) return
  if (max !== undefined && value > max) faults.push(ruled(`${at}/initial_value`, words.tooBig(max)))
  if (min !== undefined && value < min) faults.push(ruled(`${at}/initial_value`, words.tooSmall(min)))
}

const wholeNumbers: Check = (element, at, faults) => {
  if (!isObject(element) || element.is_decimal_allowed !== false) return
  for (const name of ['initial_value', 'min_value', 'max_value'])
    if (!Number.isInteger(numberIn(element, name) ?? 0)) faults.push(ruled(`${at}/${name}`, words.integer))
}

export const isWithin = {
  lengths: all(inOrder('min_length', 'max_length'), lengthWithin),
  numbers: all(inOrder('min_value', 'max_value'), valueWithin, wholeNumbers),
  lines: inOrder('min_lines', 'max_lines'),
}
