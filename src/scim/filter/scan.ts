import { ScimError } from '../errors.ts'
import { limits } from '../limits.ts'
import { isSoundText } from '../read/sound.ts'

/**
 * A filter in which nothing is left that could trouble a parser: every name is `p<n>` and every value `<n>`, with
 * what was written there beside it. The parser that follows would take a newline in an open quote exponentially, read
 * escapes wrongly, and not know `$ref`.
 */
export interface Scanned {
  text: string
  names: string[]
  values: (string | number | boolean | null)[]
}

const space = /[ \t\r\n]+/y
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.$:-])/y
const word = /[A-Za-z$][\w$:.-]*/y
const logical = new Set(['and', 'or', 'not'])
const operators = new Set(['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le', 'pr'])
const constants = new Map<string, boolean | null>([
  ['true', true],
  ['false', false],
  ['null', null],
])

export const refuse = (why: string): never => {
  throw new ScimError('invalidFilter', `The filter can not be read: ${why}.`)
}

/** One walk over the text, never back: whatever is sent costs as much as it is long. */
export function scan(filter: string): Scanned {
  if (filter.length > limits.filterLength) refuse(`it is longer than ${limits.filterLength} characters`)
  if (!isSoundText(filter)) refuse('it holds a NUL or half a character')
  const found: Found = { names: [], values: [], parts: [], at: 0, depth: 0 }
  while (found.at < filter.length) found.at = next(filter, found)
  return { text: found.parts.join(' '), names: found.names, values: found.values }
}

interface Found extends Omit<Scanned, 'text'> {
  parts: string[]
  at: number
  depth: number
}

function next(filter: string, found: Found): number {
  const character = filter[found.at] as string
  if (' \t\r\n'.includes(character)) return endOf(space, filter, found.at)
  if ('()[]'.includes(character)) return bracket(filter, found, character)
  if (character === '"') return quoted(filter, found)
  const end = endOf(number, filter, found.at)
  if (end > found.at) return value(found, Number(filter.slice(found.at, end)), end)
  return name(filter, found)
}

function endOf(pattern: RegExp, filter: string, at: number): number {
  pattern.lastIndex = at
  return pattern.test(filter) ? pattern.lastIndex : at
}

function bracket(filter: string, found: Found, character: string): number {
  found.depth += '(['.includes(character) ? 1 : -1
  if (found.depth > limits.filterDepth) refuse(`it is nested more than ${limits.filterDepth} deep`)
  if (found.depth < 0) refuse(`"${character}" closes nothing`)
  const isDotted = character === ']' && /^\.[A-Za-z$]/.test(filter.slice(found.at + 1, found.at + 3))
  found.parts.push(isDotted ? '].' : character)
  return found.at + (isDotted ? 2 : 1)
}

function quoted(filter: string, found: Found): number {
  let end = found.at + 1
  while (end < filter.length && filter[end] !== '"') end += filter[end] === '\\' ? 2 : 1
  if (end >= filter.length) refuse('a quotation mark is not closed')
  return value(found, fromJson(filter.slice(found.at, end + 1)), end + 1)
}

function fromJson(literal: string): string {
  try {
    const read = JSON.parse(literal) as string
    return isSoundText(read) ? read : refuse('a value holds a NUL or half a character')
  } catch (fault) {
    if (fault instanceof ScimError) throw fault
    return refuse(`${literal} is not written as JSON writes a text`)
  }
}

function value(found: Found, it: string | number | boolean | null, end: number): number {
  if (typeof it === 'number' && !Number.isFinite(it)) refuse('a number is too large')
  found.parts.push(String(found.values.push(it) - 1))
  return end
}

function name(filter: string, found: Found): number {
  const end = endOf(word, filter, found.at)
  if (end === found.at) refuse(`it has "${filter[found.at]}" where a name or a value should be`)
  const written = filter.slice(found.at, end)
  const lower = written.toLowerCase()
  const constant = constants.get(lower)
  if (constant !== undefined) return value(found, constant, end)
  if (lower === 'not' && !/^[ \t\r\n]*\(/.test(filter.slice(end, end + 64))) refuse('"not" needs parentheses')
  if (logical.has(lower) || operators.has(lower)) found.parts.push(lower)
  else ask(found, written)
  return end
}

function ask(found: Found, written: string): void {
  if (found.names.length === limits.filterNodes) refuse(`it asks more than ${limits.filterNodes} questions`)
  found.parts.push(`p${found.names.push(written) - 1}`)
}
