import { ScimError } from '../errors.ts'
import { isObject, type Json, type JsonObject } from '../json.ts'
import type { ResourceType } from '../schema/resource-type.ts'
import { mustHoldPeople } from './members.ts'
import type { Reading } from './reading.ts'
import { mustBeSound } from './sound.ts'
import { mustBeComplete, readParts } from './value.ts'

/** The body of a create or a replace: typed, in canonical names, without what only we may say. */
export function readResource(type: ResourceType, body: unknown, how: Reading): JsonObject {
  mustBeSound(body)
  if (!isObject(body)) throw new ScimError('invalidSyntax', `The body must be a ${type.name}, a JSON object.`)
  mustNameSchemas(type, body, how)
  const read = readParts(type.root, body, '', how)
  mustBeComplete(type.root, read, '')
  if (read.members) mustHoldPeople(read.members, 'members')
  return read
}

/** RFC 7643 §3.1. Which of our own are in use is read from the attributes, not from what is claimed. */
function mustNameSchemas(type: ResourceType, body: JsonObject, how: Reading): void {
  const named = schemasIn(body)
  const wanted = type.schema.id.toLowerCase()
  if (!named.some((it) => it.toLowerCase() === wanted))
    throw new ScimError('invalidSyntax', `schemas must name ${type.schema.id}.`)
  if (how.unknown === 'ignore') return
  const known = [type.schema, ...type.extensions].map((it) => it.id.toLowerCase())
  const foreign = named.find((it) => !known.includes(it.toLowerCase()))
  if (foreign) throw new ScimError('invalidValue', `schemas names ${foreign}, which is not known here.`)
}

/** The list of schemas in a body, in any case of the name. */
export function schemasIn(body: JsonObject): string[] {
  const written = Object.keys(body).find((it) => it.toLowerCase() === 'schemas')
  const named: Json = written === undefined ? [] : (body[written] as Json)
  if (!Array.isArray(named) || !named.every((it) => typeof it === 'string'))
    throw new ScimError('invalidSyntax', 'schemas must be a list of URNs.')
  return named
}
