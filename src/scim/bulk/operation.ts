import { isObject, type Json, type JsonObject } from '../../domain/json.ts'
import { ScimError } from '../errors.ts'
import type { ResourceType } from '../schema/resource-type.ts'
import { resourceTypes } from '../schema/resource-type.ts'
import { type Expected, readVersions } from '../versions.ts'

const methods = ['POST', 'PUT', 'PATCH', 'DELETE'] as const
export type BulkMethod = (typeof methods)[number]

/** One operation of a Bulk request, as it was asked for: RFC 7644 §3.7. */
export interface BulkOperation {
  /** Where it stands in the request; the answers are given in that order. */
  index: number
  method: BulkMethod
  type: ResourceType
  /** Null for a POST. `bulkId:x` until the resource is made. */
  id: string | null
  bulkId: string | null
  expected: Expected | null
  data: JsonObject
}

/** An operation that can not be done, and how it is answered; the others go on. */
export interface BulkFault {
  index: number
  method: string
  bulkId: string | null
  error: ScimError
}

const REFERENCE = /^bulkId:(.+)$/s

export function readBulkOperation(it: Json, index: number): BulkOperation | BulkFault {
  const given = isObject(it) ? it : {}
  const method = typeof given.method === 'string' ? given.method.toUpperCase() : ''
  const bulkId = typeof given.bulkId === 'string' && given.bulkId !== '' ? given.bulkId : null
  try {
    return { index, bulkId, ...readWell(given, method, bulkId) }
  } catch (error) {
    if (!(error instanceof ScimError)) throw error
    return { index, method, bulkId, error }
  }
}

function readWell(
  given: JsonObject,
  written: string,
  bulkId: string | null,
): Omit<BulkOperation, 'index' | 'bulkId'> {
  const method = methods.find((known) => known === written)
  if (!method) throw new ScimError('invalidSyntax', 'method must be POST, PUT, PATCH or DELETE.')
  if (method === 'POST' && !bulkId) throw new ScimError('invalidSyntax', 'A POST needs a bulkId.')
  const { type, id } = readTarget(given.path, method)
  if (method !== 'DELETE' && !isObject(given.data))
    throw new ScimError('invalidSyntax', `A ${method} needs data, a JSON object.`)
  const expected = typeof given.version === 'string' ? readVersions(given.version) : null
  return { method, type, id, expected, data: isObject(given.data) ? given.data : {} }
}

/** /Users for a POST, /Users/<id> for the others. */
function readTarget(path: Json | undefined, method: BulkMethod): { type: ResourceType; id: string | null } {
  const parts = typeof path === 'string' ? path.split('/') : []
  const [before, endpoint = '', id = null] = parts
  const type = resourceTypes.find((it) => it.endpoint.toLowerCase() === `/${endpoint}`.toLowerCase())
  if (before !== '' || !type || parts.length > 3)
    throw new ScimError('invalidPath', 'path must be /Users or /Groups, and the id where there is one.')
  if ((method === 'POST') !== (id === null || id === ''))
    throw new ScimError(
      'invalidPath',
      method === 'POST' ? 'A POST has no id in its path.' : 'path needs an id.',
    )
  return { type, id: id === '' ? null : id }
}

/** The bulkId that a text stands for; null for what is an ordinary value. */
export const referenceIn = (value: Json | undefined | null): string | null =>
  typeof value === 'string' && value.startsWith('bulkId:') ? (REFERENCE.exec(value)?.[1] ?? null) : null

/** Where a reference to another resource can stand: the value of a member or of a manager. */
const referring = new Set(['value', 'members', 'manager'])

export function referencesIn(data: Json | undefined, name = 'value'): string[] {
  const found: string[] = []
  gather(data, name, found)
  return found
}

function gather(data: Json | undefined, name: string, found: string[]): void {
  if (typeof data === 'string') {
    const reference = referenceIn(data)
    if (reference !== null && referring.has(lastPart(name))) found.push(reference)
  } else if (Array.isArray(data)) for (const it of data) gather(it, name, found)
  else if (isObject(data)) for (const key in data) gather(data[key], key, found)
}

/** manager, name.manager, urn:…:User:manager: what a pathless PATCH may call it. */
const lastPart = (name: string): string =>
  name.slice(Math.max(name.lastIndexOf(':'), name.lastIndexOf('.')) + 1)

/** The data with every reference in the place of which an id is known. */
export function resolved<T extends Json>(data: T, ids: ReadonlyMap<string, string>, name = 'value'): T {
  if (Array.isArray(data)) return data.map((it) => resolved(it, ids, name)) as T
  if (isObject(data)) {
    const entries = Object.keys(data).map((key) => [key, resolved(data[key] as Json, ids, key)] as const)
    return Object.fromEntries(entries) as T
  }
  const reference = referring.has(lastPart(name)) ? referenceIn(data) : null
  return ((reference !== null && ids.get(reference)) || data) as T
}

/** The data without whoever was made as if only, and so can be found nowhere. */
export function withoutThose<T extends Json>(data: T, asIf: ReadonlySet<string>, name = 'value'): T {
  const isOne = (it: Json, of: string) => referencesIn(it, of).some((bulkId) => asIf.has(bulkId))
  if (Array.isArray(data))
    return data.filter((it) => !isOne(it, name)).map((it) => withoutThose(it, asIf, name)) as T
  if (!isObject(data)) return (isOne(data, name) ? null : data) as T
  const entries = Object.keys(data).map((key) => [key, withoutThose(data[key] as Json, asIf, key)] as const)
  return Object.fromEntries(entries) as T
}
