import { isObject, isSame, type Json, type JsonObject } from '../../domain/json.ts'
import { ScimError } from '../errors.ts'
import type { Reading } from '../read/reading.ts'
import { readParts, readValue } from '../read/value.ts'
import type { Attribute } from '../schema/attribute.ts'
import type { Operation } from './operations.ts'

export interface Change {
  operation: Operation
  how: Reading
}

/** The object an attribute stands in; made on the way where something is to be put into it. */
export function holderOf(draft: JsonObject, above: readonly Attribute[], isMade: boolean): JsonObject | null {
  let holder = draft
  for (const it of above) {
    const inner = holder[it.name]
    if (isObject(inner)) holder = inner
    else if (!isMade) return null
    else {
      const made: JsonObject = {}
      holder[it.name] = made
      holder = made
    }
  }
  return holder
}

/** An attribute that is no list: RFC 7644 §3.5.2.1 and §3.5.2.3 put the value there; parts not named stay. */
export function putSingle(holder: JsonObject, attribute: Attribute, { operation, how }: Change): void {
  const { value, at } = operation
  if (value === null || value === undefined) clear(holder, attribute, at)
  else if (attribute.type === 'complex') putParts(holder, attribute, value, { operation, how })
  else put(holder, attribute, readValue(attribute, value, at, how), at)
}

function putParts(holder: JsonObject, attribute: Attribute, value: Json, { operation, how }: Change): void {
  if (!isObject(value)) throw new ScimError('invalidValue', `${operation.at} must be an object.`)
  const before = holder[attribute.name]
  const parts = isObject(before) ? before : {}
  merge(parts, attribute, value, { operation, how })
  if (Object.keys(parts).length > 0) holder[attribute.name] = parts
}

/** What is named is put, what is named null is cleared, what is not named stays. */
export function merge(into: JsonObject, of: Attribute, value: JsonObject, { operation, how }: Change): void {
  const read = readParts(of, value, operation.at, how)
  for (const part of of.subAttributes) {
    const given = Object.keys(value).find((it) => it.toLowerCase() === part.name.toLowerCase())
    if (given === undefined || part.mutability === 'readOnly' || part.isIgnored) continue
    mergePart(into, part, read[part.name], { operation: { ...operation, value: value[given] as Json }, how })
  }
}

function mergePart(into: JsonObject, part: Attribute, read: Json | undefined, change: Change): void {
  if (part.type === 'complex' && !part.multiValued) putSingle(into, part, change)
  else put(into, part, read, `${change.operation.at}.${part.name}`)
}

/** The one place where something is written: an immutable value stays, a required one stays filled. */
export function put(holder: JsonObject, attribute: Attribute, value: Json | undefined, at: string): void {
  const before = holder[attribute.name]
  const isSettled = attribute.mutability === 'immutable' && before !== undefined
  if (value === undefined) clear(holder, attribute, at)
  else if (isSettled && !isSame(before, value))
    throw new ScimError('mutability', `${at} can not be changed once it is said.`)
  else holder[attribute.name] = value
}

export function clear(holder: JsonObject, attribute: Attribute, at: string): void {
  const isKept = attribute.required || attribute.mutability === 'immutable'
  if (isKept && holder[attribute.name] !== undefined)
    throw new ScimError('mutability', `${at}: ${attribute.name} can not be removed.`)
  delete holder[attribute.name]
}
