import { isObject, isSame, type Json, type JsonObject } from '../../domain/json.ts'
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

const columns = new Set<string>([
  'schemas',
  'id',
  'meta',
  'externalId',
  'userName',
  'active',
  'displayName',
  'title',
  urns.usher,
])

const lists: ReadonlySet<string> = new Set<Picked['list']>(['emails', 'phoneNumbers', 'photos'])
const isList = (name: string): name is Picked['list'] => lists.has(name)

/** What has no column. Nobody writes into a resource once it is read, so its parts are shared. */
function keptOf(resource: JsonObject, before: Before | null): JsonObject {
  const kept: JsonObject = {}
  for (const it of Object.keys(resource)) {
    if (columns.has(it) || (isList(it) && !isSaid(resource, it, before))) continue
    const value = withoutColumns(it, resource[it] as Json)
    if (value !== null) kept[it] = value
  }
  return kept
}

function withoutColumns(name: string, value: Json): Json {
  if (name === 'name') return without(value, 'givenName', 'familyName')
  return name === urns.enterprise ? without(value, 'department', 'manager') : value
}

/** Null where nothing is left. */
function without(inner: Json, one: string, other: string): Json {
  if (!isObject(inner)) return inner
  const left: JsonObject = {}
  let isLeft = false
  for (const it of Object.keys(inner)) {
    if (it === one || it === other) continue
    left[it] = inner[it] as Json
    isLeft = true
  }
  return isLeft ? left : null
}
