import { isObject, isSame, type Json, type JsonObject } from '../../domain/json.ts'
import { ScimError } from '../errors.ts'
import type { Condition } from '../filter/condition.ts'
import { matches } from '../filter/matches.ts'
import { canonicalList, mustBeBounded, readElement, readValue, withoutRepeats } from '../read/value.ts'
import type { Attribute } from '../schema/attribute.ts'
import { leafOf } from '../schema/find-attribute.ts'
import { type Change, clear, merge, put } from './draft.ts'

/** A list after one operation; undefined when nothing is left of it. */
export function changeList(before: Json[], attribute: Attribute, change: Change): Json[] | undefined {
  const { path, verb, at } = change.operation
  const elements = before.filter(isObject)
  const after =
    path.chosen || path.part ? ofChosen(elements, attribute, change) : whole(elements, attribute, change)
  mustBeBounded(attribute, after, at)
  const filled = after.filter(isFilled)
  const list = verb === 'remove' ? filled : withOnePrimary(before, withoutRepeats(attribute, filled))
  return canonicalList(attribute, list, at)
}

const isFilled = (it: Json): boolean => !isObject(it) || Object.keys(it).length > 0

/** The list itself: added to, written anew, or emptied. */
function whole(before: JsonObject[], attribute: Attribute, { operation, how }: Change): Json[] {
  const { verb, value, at } = operation
  if (verb === 'remove') return removed(before, attribute, { operation, how })
  // One element alone stands for a list of one: RFC 7644 §3.5.2.1 adds "a value".
  const given = readValue(attribute, isObject(value) ? [value] : (value ?? null), at, how)
  return verb === 'replace' ? asList(given) : [...before, ...asList(given)]
}

function removed(before: JsonObject[], attribute: Attribute, { operation, how }: Change): Json[] {
  const { value, at } = operation
  if (value === undefined || value === null || how.removal === 'all') return []
  const listed = asList(readValue(attribute, isObject(value) ? [value] : value, at, how))
  return before.filter((it) => !listed.some((gone) => isObject(gone) && isNamedBy(it, gone)))
}

/** Everything the removal says of the element is so. */
const isNamedBy = (it: JsonObject, gone: JsonObject): boolean =>
  Object.keys(gone).every((name) => isSame(it[name], gone[name]))

const asList = (it: Json | undefined): Json[] => (Array.isArray(it) ? it : [])

/** Those elements that the brackets choose, or a part of each: RFC 7644 §3.5.2, value paths. */
function ofChosen(before: JsonObject[], attribute: Attribute, change: Change): Json[] {
  const { chosen } = change.operation.path
  const isChosen = (it: JsonObject) => chosen === null || matches(chosen, it)
  if (!before.some(isChosen)) return [...before, ...outOfNothing(attribute, change)]
  return before.flatMap((it) => (isChosen(it) ? changed(it, attribute, change) : [it]))
}

function changed(element: JsonObject, attribute: Attribute, change: Change): Json[] {
  const { verb, path, at } = change.operation
  if (!path.part && verb === 'remove') return []
  const after = { ...element }
  if (path.part) changePart(after, path.part, change)
  // RFC 7644 §3.5.2.3: the value stands in the place of the element.
  else if (verb === 'replace') return [readElement(attribute, objectIn(change), at, change.how)]
  else merge(after, attribute, objectIn(change), change)
  return [after]
}

function changePart(element: JsonObject, part: Attribute, { operation, how }: Change): void {
  const { verb, value, at } = operation
  if (part.mutability === 'readOnly')
    throw new ScimError('mutability', `${at}: ${part.name} is not yours to say.`)
  if (verb === 'remove') clear(element, part, at)
  else put(element, part, readValue(part, value ?? null, at, how), at)
}

function objectIn({ operation }: Change): JsonObject {
  const value = operation.value
  const one = Array.isArray(value) && value.length === 1 ? value[0] : value
  if (!isObject(one)) throw new ScimError('invalidValue', `${operation.at}.value must be an object.`)
  return one
}

/**
 * Nothing was chosen. What the brackets say of an element can describe one when every word of it is `eq`: then a
 * provider that writes `emails[type eq "work"].value` means to have such an element.
 */
function outOfNothing(attribute: Attribute, change: Change): Json[] {
  const { verb, path, at } = change.operation
  if (verb === 'remove' && change.how.noMatch === 'make') return []
  const described = change.how.noMatch === 'make' ? describedBy(path.chosen) : null
  if (!described || verb === 'remove')
    throw new ScimError('noTarget', `${at}: ${path.written} chooses nothing that is there.`)
  if (path.part) changePart(described, path.part, change)
  else merge(described, attribute, objectIn(change), change)
  return [readElement(attribute, described, at, change.how)]
}

/** Null where it does not say what the element is: co, ne, pr, or, not. */
function describedBy(it: Condition | null): JsonObject | null {
  if (it === null) return {}
  if (it.is === 'compare' && it.by === 'eq') return { [leafOf(it.target).name]: it.value }
  if (it.is !== 'and') return null
  const parts = it.of.map(describedBy)
  return parts.includes(null) ? null : Object.assign({}, ...parts)
}

/** RFC 7644 §3.5.2: a new preferred one takes the place of the old. */
function withOnePrimary(before: Json[], after: Json[]): Json[] {
  const preferred = after.filter((it) => isObject(it) && it.primary === true)
  const isNew = (it: Json) => !before.some((old) => isSame(old, it))
  const chosen = preferred.length > 1 ? preferred.find(isNew) : undefined
  if (!chosen) return after
  return after.map((it) =>
    isObject(it) && it !== chosen && !isNew(it) && it.primary ? { ...it, primary: false } : it,
  )
}
