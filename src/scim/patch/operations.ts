import { isObject, type Json, type JsonObject } from '../../domain/json.ts'
import { ScimError } from '../errors.ts'
import { limits } from '../limits.ts'
import { type Path, pathTo, readPath } from '../path.ts'
import { readBody } from '../read/body.ts'
import type { Reading } from '../read/reading.ts'
import { findAttribute } from '../schema/find-attribute.ts'
import type { ResourceType } from '../schema/resource-type.ts'

const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'
const verbs = ['add', 'replace', 'remove'] as const
type Verb = (typeof verbs)[number]

/** One change to one attribute. An operation without a path is as many of these as its value has names. */
export interface Operation {
  readonly verb: Verb
  readonly path: Path
  /** Undefined for a removal that names no values. */
  readonly value: Json | undefined
  /** Where it stands in the request, for the words of a refusal. */
  readonly at: string
}

/** The body of a PATCH, before anything is loaded: RFC 7644 §3.5.2. */
export function readOperations(type: ResourceType, body: unknown, how: Reading): Operation[] {
  const list = readBody(body, PATCH_OP).Operations
  if (!Array.isArray(list)) throw new ScimError('invalidSyntax', 'Operations must be a list.')
  if (list.length > limits.operations)
    throw new ScimError('tooMany', `At most ${limits.operations} operations fit into one request.`)
  return list.flatMap((it, index) => readOperation(type, it, `Operations[${index}]`, how))
}

function readOperation(type: ResourceType, it: Json, at: string, how: Reading): Operation[] {
  if (!isObject(it)) throw new ScimError('invalidSyntax', `${at} must be an object.`)
  const verb = verbs.find((known) => known === it.op)
  if (!verb) throw new ScimError('invalidSyntax', `${at}.op must be add, replace or remove.`)
  const value = Object.hasOwn(it, 'value') ? it.value : undefined
  if (verb !== 'remove' && value === undefined) throw new ScimError('invalidValue', `${at}.value is missing.`)
  if (it.path === undefined || it.path === null) return withoutPath(type, verb, value, at, how)
  if (typeof it.path !== 'string') throw new ScimError('invalidPath', `${at}.path must be a text.`)
  const path = readPath(type, it.path)
  if (!path && how.unknown === 'ignore') return []
  if (!path) throw new ScimError('invalidPath', `${at}: ${it.path} is in none of the schemas.`)
  return path.target.steps.some((step) => step.isIgnored) ? [] : [{ verb, path, value, at }]
}

/**
 * The value then names the attributes. What only we may say is left out rather than refused: providers send a
 * resource back with its id in it.
 */
function withoutPath(
  type: ResourceType,
  verb: Verb,
  value: Json | undefined,
  at: string,
  how: Reading,
): Operation[] {
  if (verb === 'remove') throw new ScimError('noTarget', `${at} removes, and has no path that says what.`)
  if (!isObject(value))
    throw new ScimError('invalidValue', `${at}.value must be an object, as there is no path.`)
  return Object.keys(value).flatMap((name) => named(type, verb, name, value, at, how))
}

function named(
  type: ResourceType,
  verb: Verb,
  name: string,
  value: JsonObject,
  at: string,
  how: Reading,
): Operation[] {
  const target = findAttribute(type, name)
  const where = `${at}.value.${name}`
  if (!target && how.unknown === 'refuse')
    throw new ScimError('invalidPath', `${where} is in none of the schemas.`)
  const isOurs = target?.steps.some((it) => it.mutability === 'readOnly' || it.isIgnored)
  if (!target || isOurs) return []
  return [{ verb, path: pathTo(name, target), value: value[name] as Json, at: where }]
}
