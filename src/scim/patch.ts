import { copyOf, isObject, isSame, type Json, type JsonObject } from '../domain/json.ts'
import { ScimError } from './errors.ts'
import { clear, holderOf, putSingle } from './patch/draft.ts'
import { changeList } from './patch/list.ts'
import { isAboutMembers, type MemberChange, memberChange } from './patch/member-change.ts'
import type { Operation } from './patch/operations.ts'
import type { Reading } from './read/reading.ts'
import { mustBeComplete, saying } from './read/value.ts'
import type { Attribute } from './schema/attribute.ts'
import { leafOf } from './schema/find-attribute.ts'
import type { ResourceType } from './schema/resource-type.ts'

export interface Patched {
  /** As it would be; without its members, which `members` speaks of. */
  resource: JsonObject
  /** The attributes that are not as before: userName, emails, urn:…:User:department. None: nothing to save. */
  changed: string[]
  /** Null when the request does not speak of members. */
  members: MemberChange | null
}

/**
 * RFC 7644 §3.5.2, whole or not at all: the resource that was handed in stays as it is, whatever happens. It is
 * given as it is stored, without members.
 */
export function applyPatch(
  type: ResourceType,
  resource: JsonObject,
  operations: Operation[],
  how: Reading,
): Patched {
  if (operations.every(isAboutMembers))
    return { resource, changed: [], members: memberChange(operations, how) }
  const draft = copyOf(resource)
  for (const it of operations) if (!isAboutMembers(it)) change(draft, it, how)
  const whole = withoutEmpty(type, draft)
  mustBeComplete(type.root, whole, '')
  return {
    resource: whole,
    changed: differences(type, resource, whole),
    members: memberChange(operations, how),
  }
}

function change(draft: JsonObject, operation: Operation, how: Reading): void {
  const { path, verb, at } = operation
  const attribute = leafOf(path.target)
  if (path.target.steps.some((it) => it.mutability === 'readOnly'))
    throw new ScimError('mutability', `${at}: ${path.target.path} is not yours to say.`)
  const holder = holderOf(draft, path.target.steps.slice(0, -1), verb !== 'remove')
  if (!holder) return
  if (attribute.multiValued) changeListIn(holder, operation, how)
  else if (verb === 'remove') clear(holder, attribute, at)
  else putSingle(holder, attribute, { operation, how })
}

function changeListIn(holder: JsonObject, operation: Operation, how: Reading): void {
  const attribute = leafOf(operation.path.target)
  const before = holder[attribute.name]
  const after = changeList(Array.isArray(before) ? before : [], attribute, { operation, how })
  if (after) holder[attribute.name] = after
  else clear(holder, attribute, operation.at)
}

/** What says nothing is not there: RFC 7643 §2.5. Only now, as operations may say something of it one by one. */
function withoutEmpty(type: ResourceType, draft: JsonObject): JsonObject {
  for (const it of type.root.subAttributes) {
    const value = draft[it.name]
    if (Array.isArray(value)) keepSaying(draft, it, value)
    else dropEmpty(draft, it.name)
  }
  return draft
}

function keepSaying(draft: JsonObject, attribute: Attribute, list: Json[]): void {
  const left = saying(attribute, list)
  if (left.length > 0) draft[attribute.name] = left
  else delete draft[attribute.name]
}

function dropEmpty(holder: JsonObject, name: string): void {
  const inner = holder[name]
  if (!isObject(inner)) return
  for (const part of Object.keys(inner)) dropEmpty(inner, part)
  if (Object.keys(inner).length === 0) delete holder[name]
}

/** The attributes that two forms of one resource differ in. */
export function differences(type: ResourceType, before: JsonObject, after: JsonObject): string[] {
  return type.root.subAttributes.flatMap((it) => {
    if (isSame(before[it.name], after[it.name])) return []
    if (!type.extensions.some(({ id }) => id === it.name)) return [it.name]
    const [was, is] = [before[it.name], after[it.name]].map((side) => (isObject(side) ? side : {}))
    return it.subAttributes
      .filter((part) => !isSame(was?.[part.name], is?.[part.name]))
      .map((part) => `${it.name}:${part.name}`)
  })
}
