import { ScimError } from '../errors.ts'
import { limits } from '../limits.ts'

/** What a search asked for: from an index on (RFC 7644 §3.4.2.4), or on from a cursor (RFC 9865). */
export type Page =
  | { by: 'index'; startIndex: number; count: number }
  /** Null begins at the first page. */
  | { by: 'cursor'; cursor: string | null; count: number }

export interface AskedPage {
  startIndex?: unknown
  count?: unknown
  cursor?: unknown
}

/** RFC 9865 §2: a cursor travels in a URL as it is. It may hold the longest user name there is. */
const cursorForm = /^[A-Za-z0-9._~-]{1,4096}$/

export function readPage(asked: AskedPage): Page {
  if (asked.cursor === undefined) return byIndex(asked)
  if (asked.startIndex !== undefined)
    throw new ScimError('invalidCursor', 'Ask by cursor or by startIndex, not by both.')
  return { by: 'cursor', cursor: cursorIn(asked.cursor), count: cursorCount(asked.count) }
}

function byIndex(asked: AskedPage): Page {
  const startIndex = wholeNumber('startIndex', asked.startIndex) ?? 1
  const count = wholeNumber('count', asked.count) ?? limits.defaultPage
  return {
    by: 'index',
    startIndex: Math.max(1, startIndex),
    count: Math.min(Math.max(0, count), limits.page),
  }
}

function cursorIn(asked: unknown): string | null {
  if (asked === '' || asked === null) return null
  if (typeof asked === 'string' && cursorForm.test(asked)) return asked
  throw new ScimError('invalidCursor', 'This cursor was not made here: begin again without one.')
}

/** By cursor a count that can not be kept is refused, where by index it is trimmed: so the RFCs have it. */
function cursorCount(asked: unknown): number {
  const count = wholeNumber('count', asked, 'invalidCount') ?? limits.defaultPage
  if (count < 1 || count > limits.page)
    throw new ScimError('invalidCount', `count must be from 1 to ${limits.page}.`)
  return count
}

/** From a query it comes as text, from a body as a number. */
function wholeNumber(name: string, asked: unknown, why: 'invalidValue' | 'invalidCount' = 'invalidValue') {
  if (asked === undefined || asked === null) return null
  const number = typeof asked === 'string' && /^-?\d{1,15}$/.test(asked) ? Number(asked) : asked
  if (typeof number !== 'number' || !Number.isSafeInteger(number))
    throw new ScimError(why, `${name} must be a whole number.`)
  return number
}
