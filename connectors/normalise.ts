import type { Connector, Context, Flags, Operation, Quirk } from './connector.ts'
import { mapElements, mapMembers, readMembers } from './rewrite.ts'
import { type Bag, isBag, type Shapes } from './shape.ts'

/** What the door has of a request. `path` is below the base address: `/Users/42`. */
export interface ScimRequest {
  method: string
  path: string
  query: Bag
  body?: unknown
}
export interface Normalised {
  request: ScimRequest
  /** The names of the quirks that changed something, in the order in which they first did. */
  quirksUsed: string[]
}

/** What one request is read with; `note` remembers which quirk changed something. */
interface Reading {
  quirks: readonly Quirk[]
  steps: readonly Step[]
  shapes: Shapes
  used: Set<string>
}

/**
 * The request as the RFCs would have had it. What is not understood stays as it is, for the core to refuse. Nothing
 * of the request is touched; parts that needed nothing are shared with it.
 */
export function normalise(
  connector: Connector,
  request: ScimRequest,
  shapes: Shapes,
  flags: Flags = connector.flags,
): Normalised {
  const quirks = connector.quirks.filter((it) => it.when?.(flags) ?? true)
  const reading = { quirks, steps: stepsOf(quirks), shapes, used: new Set<string>() }
  return { request: readRequest(request, reading), quirksUsed: [...reading.used] }
}

function readRequest(request: ScimRequest, reading: Reading, isInBulk = false): ScimRequest {
  const path = readPath(request.path, reading)
  const target = targetOf(path, reading.shapes)
  return {
    ...request,
    path,
    query: withFilter(request.query, target.context, reading),
    ...('body' in request && { body: readBody(request.method, target, request.body, reading, isInBulk) }),
  }
}

interface Target {
  kind: 'resource' | 'search' | 'bulk' | 'other'
  context: Context | null
}

/** `/Users`, `/Users/42`, `/Groups/.search`, `/Bulk`. A search at the root spans both types and is left alone. */
function targetOf(path: string, shapes: Shapes): Target {
  const [type, last, more] = path.split('/', 4).slice(1)
  if (type === 'Bulk') return { kind: 'bulk', context: null }
  if ((type !== 'Users' && type !== 'Groups') || more !== undefined) return { kind: 'other', context: null }
  const shape = type === 'Users' ? shapes.user : shapes.group
  const isSearch = last === '.search'
  const resourceId = isSearch ? null : (last ?? null)
  return { kind: isSearch ? 'search' : 'resource', context: { shape, resourceId } }
}

function readPath(path: string, { quirks, used }: Reading): string {
  return quirks.reduce((now, quirk) => noted(now, quirk.readPath?.(now) ?? now, quirk, used), path)
}

function withFilter(query: Bag, context: Context | null, { quirks, used }: Reading): Bag {
  const filter = query.filter
  if (!context || typeof filter !== 'string') return query
  const read = (now: string, quirk: Quirk) =>
    noted(now, quirk.readFilter?.(now, context.shape) ?? now, quirk, used)
  const normal = quirks.reduce(read, filter)
  return normal === filter ? query : { ...query, filter: normal }
}

function readBody(
  method: string,
  { kind, context }: Target,
  body: unknown,
  reading: Reading,
  isInBulk: boolean,
): unknown {
  if (!isBag(body)) return body
  if (kind === 'bulk') return isInBulk ? body : withBulk(body, reading)
  if (!context) return body
  if (kind === 'search') return withFilter(body, context, reading)
  if (method === 'PATCH') return withPatch(body, context, reading)
  return method === 'POST' || method === 'PUT' ? readResource(body, context, reading) : body
}

const withBulk = (body: Bag, reading: Reading): Bag =>
  mapMembers(body, (value, key) =>
    key === 'Operations' && Array.isArray(value)
      ? mapElements(value, (it) => readBulkOperation(it, reading))
      : value,
  )

/** RFC 7644 §3.7: each operation of a bulk is a request of its own, but for a bulk in a bulk: there is no such thing. */
function readBulkOperation(operation: unknown, reading: Reading): unknown {
  if (!isBag(operation) || typeof operation.path !== 'string' || typeof operation.method !== 'string')
    return operation
  const { method, path, data } = operation
  const now = readRequest({ method: method.toUpperCase(), path, query: {}, body: data }, reading, true)
  return mapMembers(operation, (value, key) =>
    key === 'path' ? now.path : key === 'data' ? now.body : value,
  )
}

function withPatch(body: Bag, context: Context, reading: Reading): Bag {
  const { Operations: operations } = body
  if (!Array.isArray(operations)) return body
  const read = operations.flatMap((it) => (isBag(it) ? readOperation(it, context, reading) : [it]))
  const isSame = read.length === operations.length && read.every((it, at) => it === operations[at])
  return isSame ? body : { ...body, Operations: read }
}

const readOperation = (operation: Operation, context: Context, { quirks, used }: Reading) =>
  quirks.reduce<readonly Operation[]>(
    (operations, quirk) => {
      const { readOperation } = quirk
      if (!readOperation) return operations
      return operations.flatMap((it) => noted(it, readOperation(it, context), quirk, used))
    },
    [operation],
  )

function readResource(body: Bag, context: Context, { steps, used }: Reading): Bag {
  let now = body
  for (const step of steps) {
    if (Array.isArray(step)) now = readValues(now, context, step, used)
    else now = noted(now, step.readResource?.(now, context) ?? now, step, used)
  }
  return now
}

/** A quirk of the whole, or those of values that follow each other. */
type Step = Quirk | Quirk[]

function stepsOf(quirks: readonly Quirk[]): Step[] {
  const steps: Step[] = []
  for (const it of quirks) {
    const last = steps.at(-1)
    if (it.readResource) steps.push(it)
    else if (it.readValue && Array.isArray(last)) last.push(it)
    else if (it.readValue) steps.push([it])
  }
  return steps
}

function readValues(body: Bag, { shape }: Context, quirks: Quirk[], used: Set<string>): Bag {
  const changing = new Set<Quirk>()
  const now = readMembers(body, shape, (value, attribute, part) => {
    let read = value
    for (const it of quirks) {
      const before = read
      read = it.readValue?.(before, attribute, part)
      if (read !== before) changing.add(it)
      if (read === undefined) break
    }
    return read
  })
  for (const it of quirks) if (changing.has(it)) used.add(it.name)
  return now
}

function noted<T, U>(before: T, after: U, quirk: Quirk, used: Set<string>): U {
  if ((before as unknown) !== after) used.add(quirk.name)
  return after
}
