import { randomBytes, randomInt } from 'node:crypto'

/** Twenty-six bits that count the ids of one millisecond; they start low enough never to run over. */
const COUNTER_START = 2 ** 20
let last = { at: 0, count: 0 }

/**
 * A version 7 uuid: made here, never taken from a request. In the order of time, and of making within one
 * millisecond, so that indexes stay compact and what is written together reads in the order it was written.
 */
export function newId(now: Date): string {
  const at = now.getTime()
  last = { at, count: at === last.at ? last.count + 1 : randomInt(COUNTER_START) }
  const time = at.toString(16).padStart(12, '0')
  const high = (0x7000 | (last.count >>> 14)).toString(16)
  const low = (0x8000 | (last.count & 0x3fff)).toString(16)
  return `${time.slice(0, 8)}-${time.slice(8)}-${high}-${low}-${random()}`
}

const GROUP = 12
/** So many are taken at once. */
const GROUPS = 256
let stock = ''
let taken = 0

/** The last group of an id is all randomness. */
function random(): string {
  if (taken === stock.length) {
    stock = randomBytes((GROUP / 2) * GROUPS).toString('hex')
    taken = 0
  }
  taken += GROUP
  return stock.slice(taken - GROUP, taken)
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** What is no uuid can not be an id of ours: to be answered like an unknown one, before Postgres objects to it. */
export const isId = (text: string): boolean => uuid.test(text)

/** Below it lie all ids made before that time, above it all made since. */
export function firstIdAt(time: Date): string {
  const hex = time.getTime().toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`
}
