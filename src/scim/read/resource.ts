import type { JsonObject } from '../../domain/json.ts'
import { ScimError } from '../errors.ts'
import type { ResourceType } from '../schema/resource-type.ts'
import { readBody, schemasIn } from './body.ts'
import { mustHoldPeople } from './members.ts'
import type { Reading } from './reading.ts'
import { mustBeComplete, readParts } from './value.ts'

/** The body of a create or a replace: typed, in canonical names, without what only we may say. */
export function readResource(type: ResourceType, body: unknown, how: Reading): JsonObject {
  const given = readBody(body, type.schema.id)
  if (how.unknown === 'refuse') mustKnowSchemas(type, given)
  const read = readParts(type.root, given, '', how)
  mustBeComplete(type.root, read, '')
  if (read.members) mustHoldPeople(read.members, 'members')
  return read
}

/** Which of our own are in use is read from the attributes, not from what is claimed. */
function mustKnowSchemas(type: ResourceType, body: JsonObject): void {
  const known = [type.schema, ...type.extensions].map((it) => it.id.toLowerCase())
  const foreign = schemasIn(body).find((it) => !known.includes(it.toLowerCase()))
  if (foreign) throw new ScimError('invalidValue', `schemas names ${foreign}, which is not known here.`)
}
