import type { Json } from '../domain/json.ts'
import {
  type BulkFault,
  type BulkOperation,
  readBulkOperation,
  referenceIn,
  referencesIn,
} from './bulk/operation.ts'
import { ScimError } from './errors.ts'
import { limits } from './limits.ts'
import { readBody } from './read/body.ts'

const BULK = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest'

export interface Bulk {
  /** As they can be done: whatever refers to another comes after it. */
  operations: BulkOperation[]
  faults: BulkFault[]
  /** After how many errors to stop; null to go on. */
  failOnErrors: number | null
}

/** The body of a Bulk request: RFC 7644 §3.7. What is wrong with one operation is the answer to that one. */
export function readBulk(body: unknown): Bulk {
  const given = readBody(body, BULK)
  const list = given.Operations
  if (!Array.isArray(list)) throw new ScimError('invalidSyntax', 'Operations must be a list.')
  if (list.length > limits.bulkOperations)
    throw new ScimError(413, `At most ${limits.bulkOperations} operations fit into one Bulk request.`)
  const read = list.map(readBulkOperation)
  const faults = read.filter((it): it is BulkFault => 'error' in it)
  return {
    ...inOrder(
      read.filter((it): it is BulkOperation => !('error' in it)),
      faults,
    ),
    failOnErrors: failOnErrors(given.failOnErrors),
  }
}

function failOnErrors(given: Json | undefined): number | null {
  if (given === undefined || given === null) return null
  if (Number.isSafeInteger(given) && (given as number) > 0) return given as number
  throw new ScimError('invalidValue', 'failOnErrors must be a whole number above zero.')
}

type Ordered = Pick<Bulk, 'operations' | 'faults'>

/**
 * References point forward as well as back, so what is referred to goes first; what waits for itself in a circle can
 * not be done, nor what waits for something that is not there.
 */
function inOrder(all: BulkOperation[], already: BulkFault[]): Ordered {
  const faults = [...already, ...repeated(all)]
  const makers = new Map<string, BulkOperation>()
  for (const it of all)
    if (it.bulkId && it.method === 'POST' && !makers.has(it.bulkId)) makers.set(it.bulkId, it)
  const isRefused = new Set(faults.map((it) => it.index))
  const waiting = all.filter((it) => !isRefused.has(it.index))
  return settle(waiting, makers, faults)
}

/** Done in rounds: each takes what waits for nothing any more, so a circle is what no round can take. */
function settle(waiting: BulkOperation[], makers: Map<string, BulkOperation>, faults: BulkFault[]): Ordered {
  const waitsFor = new Map<BulkOperation, number>()
  const freedBy = new Map<BulkOperation, BulkOperation[]>()
  const unknown: BulkOperation[] = []
  for (const it of waiting) {
    const needed = needsOf(it).map((bulkId) => makers.get(bulkId))
    if (needed.includes(undefined)) unknown.push(it)
    waitsFor.set(it, needed.length)
    for (const maker of needed) if (maker) freedBy.set(maker, [...(freedBy.get(maker) ?? []), it])
  }
  const operations = waiting.filter((it) => waitsFor.get(it) === 0)
  for (const done of operations) {
    for (const it of freedBy.get(done) ?? []) {
      const left = (waitsFor.get(it) ?? 0) - 1
      waitsFor.set(it, left)
      if (left === 0) operations.push(it)
    }
  }
  const taken = new Set(operations)
  const left = waiting.filter((it) => !taken.has(it))
  return { operations, faults: [...faults, ...left.map((it) => stuck(it, unknown.includes(it)))] }
}

/** Each once: the bulkIds whose resource must be there first. */
const needsOf = (it: BulkOperation): string[] => {
  const own = referenceIn(it.id)
  return [...new Set([...(own === null ? [] : [own]), ...referencesIn(it.data)])]
}

const fault = (it: BulkOperation, error: ScimError): BulkFault => ({
  index: it.index,
  method: it.method,
  bulkId: it.bulkId,
  error,
})

const stuck = (it: BulkOperation, isUnknown: boolean): BulkFault =>
  fault(
    it,
    isUnknown
      ? new ScimError('invalidValue', 'It refers to a bulkId that no POST of this request has.')
      : new ScimError(409, 'It waits for a resource that waits for it, or for one that can not be made.'),
  )

function repeated(all: BulkOperation[]): BulkFault[] {
  const seen = new Set<string>()
  return all.flatMap((it) => {
    if (it.method !== 'POST' || it.bulkId === null) return []
    if (seen.has(it.bulkId)) return [fault(it, new ScimError('invalidSyntax', 'This bulkId is given twice.'))]
    seen.add(it.bulkId)
    return []
  })
}
