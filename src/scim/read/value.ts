import { isObject, type Json, type JsonObject } from '../../domain/json.ts'
import { ScimError } from '../errors.ts'
import { limits } from '../limits.ts'
import type { Attribute } from '../schema/attribute.ts'
import { subAttribute } from '../schema/find-attribute.ts'
import type { Reading } from './reading.ts'
import { readSimple } from './simple-value.ts'

/** A value for this attribute, typed and in canonical names; undefined for what RFC 7643 §2.5 calls unassigned. */
export function readValue(attribute: Attribute, value: Json, at: string, how: Reading): Json | undefined {
  if (value === null) return undefined
  if (!attribute.multiValued) return readOne(attribute, value, at, how)
  if (!Array.isArray(value)) throw new ScimError('invalidValue', `${at} must be a list.`)
  mustBeBounded(attribute, value, at)
  const elements = value.map((it, index) => readElement(attribute, it, `${at}[${index}]`, how))
  return canonicalList(attribute, saying(attribute, elements), at)
}

/** One element of a list. */
export const readElement = (attribute: Attribute, value: Json, at: string, how: Reading): Json =>
  (value === null ? undefined : readOne(attribute, value, at, how)) ?? {}

/** An element that only says what it would be for says nothing: providers send a work phone whose value is null. */
export function saying(attribute: Attribute, list: Json[]): Json[] {
  const isOfValues = subAttribute(attribute, 'value') !== undefined
  const isSaid = (name: string) => !isOfValues || (name !== 'type' && name !== 'primary')
  return list.filter((it) => !isObject(it) || Object.keys(it).some(isSaid))
}

export function mustBeBounded(attribute: Attribute, list: Json[], at: string): void {
  const limit = attribute.name === 'members' ? limits.members : limits.elements
  if (list.length > limit) throw new ScimError('invalidValue', `${at} may have ${limit} elements at once.`)
}

function readOne(attribute: Attribute, value: Json, at: string, how: Reading): Json | undefined {
  if (attribute.type !== 'complex') return readSimple(attribute, value, at)
  if (!isObject(value)) throw new ScimError('invalidValue', `${at} must be an object.`)
  const read = readParts(attribute, value, at, how)
  mustBeComplete(attribute, read, at)
  return Object.keys(read).length > 0 ? read : undefined
}

/** The sub-attributes that were given and are for the client to say. */
export function readParts(of: Attribute, value: JsonObject, at: string, how: Reading): JsonObject {
  const read: JsonObject = {}
  let isOddlyWritten = false
  for (const written in value) {
    const attribute = subAttribute(of, written)
    const where = at ? `${at}.${written}` : written
    if (!attribute) {
      if (how.unknown === 'refuse') throw new ScimError('invalidValue', `${where} is in none of the schemas.`)
      continue
    }
    // In the one way of the RFC nothing can be written twice.
    isOddlyWritten ||= written !== attribute.name
    if (isOddlyWritten && isRepeated(of, Object.keys(value), written, attribute))
      throw new ScimError('invalidSyntax', `${where} is given twice.`)
    if (attribute.mutability === 'readOnly') continue
    const part = readValue(attribute, value[written] as Json, where, how)
    if (part !== undefined && !attribute.isIgnored) read[attribute.name] = part
  }
  return read
}

/** Whether an earlier one was of the same attribute. */
const isRepeated = (of: Attribute, names: string[], written: string, attribute: Attribute): boolean =>
  names.slice(0, names.indexOf(written)).some((it) => subAttribute(of, it) === attribute)

export function mustBeComplete(of: Attribute, read: JsonObject, at: string): void {
  for (const it of of.subAttributes) {
    if (it.required && it.mutability !== 'readOnly' && read[it.name] === undefined)
      throw new ScimError('invalidValue', `${at ? `${at}.` : ''}${it.name} is required.`)
  }
}

/** No element twice, and one preferred at most: what RFC 7643 §2.4 asks of every list. */
export function canonicalList(attribute: Attribute, list: Json[], at: string): Json[] | undefined {
  if (list.length === 1) return list
  const elements = withoutRepeats(attribute, list)
  const preferred = elements.filter((it) => isObject(it) && it.primary === true)
  if (preferred.length > 1) throw new ScimError('invalidValue', `Only one of ${at} can be primary.`)
  return elements.length > 0 ? elements : undefined
}

/** A value of the same type is there once; what was said of it later counts. */
export function withoutRepeats(attribute: Attribute, list: Json[]): Json[] {
  const distinct = new Map<string, Json>()
  for (const it of list) {
    const key = keyOf(attribute, it)
    const before = distinct.get(key)
    distinct.set(key, isObject(before) && isObject(it) ? { ...before, ...it } : it)
  }
  return [...distinct.values()]
}

function keyOf(attribute: Attribute, it: Json): string {
  if (!isObject(it)) return String(it)
  if (it.value === undefined) return JSON.stringify(it)
  const isExact = subAttribute(attribute, 'value')?.caseExact
  const value = isExact ? String(it.value) : String(it.value).toLowerCase()
  return `${attribute.name === 'members' ? '' : String(it.type ?? '').toLowerCase()} ${value}`
}
