import { copyOf, isObject, isSame, type Json, type JsonObject } from '../../domain/json.ts'
import type { UserFields } from '../../domain/provisioned.ts'
import { urns } from '../schema/urns.ts'
import { email, type Picked, personalEmail, phone, photo, pick } from './lists.ts'

/** Whom a PATCH changed: their fields, and the resource these were shown as. */
export interface Before {
  fields: UserFields
  resource: JsonObject
}

/**
 * What a resource says of a person. `before` tells which of two places a fact was changed in, where there are two,
 * and what was never said but only shown.
 */
export function userFields(resource: JsonObject, before: Before | null): UserFields {
  const name = partsOf(resource.name)
  const enterprise = partsOf(resource[urns.enterprise])
  const usher = partsOf(resource[urns.usher])
  return {
    externalId: textIn(resource.externalId),
    userName: textIn(resource.userName) ?? '',
    isActive: typeof resource.active === 'boolean' ? resource.active : null,
    email: emailIn(resource, before),
    deliveryEmail: personalIn(resource, before),
    phone: pick(resource, phone),
    firstName: textIn(name.givenName),
    lastName: textIn(name.familyName),
    displayName: textIn(resource.displayName),
    position: textIn(resource.title),
    gender: textIn(usher.gender),
    birthday: textIn(usher.birthday),
    avatarUrl: pick(resource, photo),
    managerId: textIn(partsOf(enterprise.manager).value),
    department: textIn(enterprise.department),
    kept: keptOf(resource, before),
  }
}

const partsOf = (it: Json | undefined): JsonObject => (isObject(it) ? it : {})
const textIn = (it: Json | undefined): string | null =>
  typeof it === 'string' && it.trim() !== '' ? it : null

/** An address that nobody ever said is the user name, and follows it. */
function emailIn(resource: JsonObject, before: Before | null): string | null {
  if (isSaid(resource, 'emails', before)) return pick(resource, email)
  const asName = resource.userName as string
  const followed = !before || before.fields.email === null || before.fields.email === before.fields.userName
  if (!followed) return before.fields.email
  return isAddress(asName) ? asName : null
}

/** Not said: a list that was made to be shown, out of columns, and that nobody has touched since. */
function isSaid(resource: JsonObject, list: Picked['list'], before: Before | null): boolean {
  if (!before || before.fields.kept[list] !== undefined) return resource[list] !== undefined
  return !isSame(resource[list], before.resource[list])
}

const isAddress = (it: Json | undefined): boolean =>
  typeof it === 'string' && /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(it)

/** It stands in the extension and among the emails: the place where it was changed is the one that counts. */
function personalIn(resource: JsonObject, before: Before | null): string | null {
  const said = (it: JsonObject) => textIn(partsOf(it[urns.usher]).personalAddress)
  const [here, listed] = [said(resource), pick(resource, personalEmail)]
  if (before && here !== said(before.resource)) return here
  if (before && listed !== pick(before.resource, personalEmail)) return listed
  return here ?? listed
}

const columns = [
  'schemas',
  'id',
  'meta',
  'externalId',
  'userName',
  'active',
  'displayName',
  'title',
  urns.usher,
]

const lists = ['emails', 'phoneNumbers', 'photos'] as const

function keptOf(resource: JsonObject, before: Before | null): JsonObject {
  const kept = copyOf(resource)
  for (const it of columns) delete kept[it]
  for (const it of lists) if (!isSaid(resource, it, before)) delete kept[it]
  without(kept, 'name', 'givenName', 'familyName')
  without(kept, urns.enterprise, 'department', 'manager')
  return kept
}

function without(holder: JsonObject, name: string, ...parts: string[]): void {
  const inner = holder[name]
  if (!isObject(inner)) return
  for (const it of parts) delete inner[it]
  if (Object.keys(inner).length === 0) delete holder[name]
}
