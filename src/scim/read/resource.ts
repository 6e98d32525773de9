import type { Json, JsonObject } from '../../domain/json.ts'
import { ScimError } from '../errors.ts'
import type { ResourceType } from '../schema/resource-type.ts'
import { readBody, readSoundBody, schemasIn } from './body.ts'
import { mustHoldPeople } from './members.ts'
import type { Reading } from './reading.ts'
import { mustBeComplete, readParts } from './value.ts'

/** The body of a create or a replace: typed, in canonical names, without what only we may say. */
export const readResource = (type: ResourceType, body: unknown, how: Reading): JsonObject =>
  readGiven(type, readBody(body, type.schema.id), how)

/** The same of one of many in a request, which was found sound as a whole. */
export const readSoundResource = (type: ResourceType, body: Json, how: Reading): JsonObject =>
  readGiven(type, readSoundBody(body, type.schema.id), how)

function readGiven(type: ResourceType, given: JsonObject, how: Reading): JsonObject {
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
