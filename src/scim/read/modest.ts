import { ScimError } from '../errors.ts'
import { limits } from '../limits.ts'

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c

/** Smaller than this no JSON can hold anybody up. */
const SMALL = 65_536
/** More names than a resource has attributes many times over; each is dear to keep. */
const NAMES = 2_000

/**
 * Looked through before it is parsed: ten megabytes of brackets would keep the parser, and everybody else, waiting
 * for seconds. It stops at the first thing that is too much; whether it is JSON at all is not asked here.
 */
export function mustBeModest(bytes: Uint8Array): void {
  if (bytes.length <= SMALL) return
  const names = new Int32Array(limits.depth + 2).fill(-1)
  let depth = 0
  let values = 0
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]
    if (byte === QUOTE) at = endOfText(bytes, at)
    else if (byte === 0x7b || byte === 0x5b) {
      depth++
      if (depth > limits.depth) throw tooDeep()
      names[depth] = byte === 0x7b ? 1 : -1
      values++
    } else if (byte === 0x7d || byte === 0x5d) depth = Math.max(0, depth - 1)
    else if (byte === COMMA) {
      values++
      const counted = names[depth] ?? -1
      if (counted > NAMES) throw new ScimError(413, `At most ${NAMES} names fit into one object.`)
      if (counted > 0) names[depth] = counted + 1
    }
    if (values > limits.values)
      throw new ScimError(413, `At most ${limits.values} values fit into one request.`)
  }
}

function endOfText(bytes: Uint8Array, from: number): number {
  let at = from + 1
  while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1
  return at
}

const tooDeep = () => new ScimError('invalidSyntax', `Objects and lists may be nested ${limits.depth} deep.`)
