import { isObject } from '../../domain/json.ts'
import { ScimError } from '../errors.ts'
import { limits } from '../limits.ts'

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const OBJECT = 0x7b
const OBJECT_END = 0x7d
const LIST = 0x5b
const LIST_END = 0x5d

/** Smaller than this no JSON can hold anybody up. */
const SMALL = 65_536
/** More names than a resource has attributes many times over; each is dear to keep. */
const NAMES = 2_000

/** No number, and no space between two values, is that long. */
const BETWEEN = 10_000

/**
 * Looked through before it is parsed: ten megabytes of brackets would keep the parser, and everybody else, waiting
 * for seconds. It stops at the first thing that is too much; whether it is JSON at all is not asked here.
 */
export function mustBeModest(bytes: Buffer): void {
  if (bytes.length <= SMALL) return
  /** Of each object that is open, by depth, how many names it has; negative for a list. */
  const names = new Int32Array(limits.depth + 1)
  let depth = 0
  let values = 0
  let before = 0
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]
    if (byte === QUOTE) at = endOfText(bytes, at)
    else if (byte === OBJECT || byte === LIST) {
      depth++
      if (depth > limits.depth) throw tooDeep()
      names[depth] = byte === OBJECT ? 1 : -1
      values++
    } else if (byte === OBJECT_END || byte === LIST_END) depth = Math.max(0, depth - 1)
    else if (byte === COMMA) {
      values++
      const counted = names[depth] ?? -1
      if (counted > NAMES) throw new ScimError(413, `At most ${NAMES} names fit into one object.`)
      if (counted > 0) names[depth] = counted + 1
    } else if (at - before > BETWEEN) throw new ScimError('invalidSyntax', 'The body is no JSON.')
    else continue
    before = at
    if (values > limits.values)
      throw new ScimError(413, `At most ${limits.values} values fit into one request.`)
  }
}

/** Most texts are short; what is not is skipped by the machine and not by us. */
const NEAR = 64

function endOfText(bytes: Buffer, from: number): number {
  let at = from + 1
  for (const near = at + NEAR; at < near && bytes[at] !== QUOTE; ) at += bytes[at] === BACKSLASH ? 2 : 1
  while (at < bytes.length) {
    const quote = bytes.indexOf(QUOTE, at)
    if (quote < 0) return bytes.length
    if (!isEscaped(bytes, quote, from)) return quote
    at = quote + 1
  }
  return bytes.length
}

function isEscaped(bytes: Buffer, quote: number, from: number): boolean {
  let backslashes = 0
  while (quote - 1 - backslashes > from && bytes[quote - 1 - backslashes] === BACKSLASH) backslashes++
  return backslashes % 2 === 1
}

const tooDeep = () => new ScimError('invalidSyntax', `Objects and lists may be nested ${limits.depth} deep.`)

/** Counted before each of them is looked at. */
export function mustBeFewOperations(body: unknown): void {
  const list = isObject(body) ? body.Operations : null
  if (Array.isArray(list) && list.length > limits.operations)
    throw new ScimError('tooMany', `At most ${limits.operations} operations fit into one request.`)
}
