import { isObject, type Json, type JsonObject } from '../../domain/json.ts'
import { ScimError } from '../errors.ts'
import { mustBeSound } from './sound.ts'

/** A body that says what it is: every message of the protocol names its schema. */
export function readBody(body: unknown, urn: string): JsonObject {
  mustBeSound(body)
  return readSoundBody(body, urn)
}

/** The same of what was found sound before, with what it came in. */
export function readSoundBody(body: Json, urn: string): JsonObject {
  if (!isObject(body)) throw new ScimError('invalidSyntax', 'The body must be a JSON object.')
  if (!schemasIn(body).some((it) => it.toLowerCase() === urn.toLowerCase()))
    throw new ScimError('invalidSyntax', `schemas must name ${urn}.`)
  return body
}

/** The list of schemas in a body, in any case of the name. */
export function schemasIn(body: JsonObject): string[] {
  const written = Object.keys(body).find((it) => it.toLowerCase() === 'schemas')
  const named: Json = written === undefined ? [] : (body[written] as Json)
  if (!Array.isArray(named) || !named.every((it) => typeof it === 'string'))
    throw new ScimError('invalidSyntax', 'schemas must be a list of URNs.')
  return named
}
