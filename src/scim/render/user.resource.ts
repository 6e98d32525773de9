import { isObject, type Json, type JsonObject } from '../../domain/json.ts'
import type { UserFacts, UserFields } from '../../domain/provisioned.ts'
import { groupType, userType } from '../schema/resource-type.ts'
import { urns } from '../schema/urns.ts'
import { email, personalEmail, phone, photo, put } from './lists.ts'
import { locationOf, meta, schemasOf } from './meta.resource.ts'

/** What a client can say of a person: where a PATCH begins. It shares what is kept, and nobody writes into that. */
export function storedUser(it: UserFields): JsonObject {
  const { kept } = it
  const resource: JsonObject = {}
  say(resource, 'externalId', it.externalId)
  say(resource, 'userName', it.userName)
  say(resource, 'name', nameOf(it))
  say(resource, 'displayName', it.displayName)
  say(resource, 'title', it.position)
  say(resource, 'active', it.isActive)
  for (const name of Object.keys(kept))
    if (name !== 'name' && name !== urns.enterprise) say(resource, name, kept[name])
  say(resource, urns.enterprise, enterpriseOf(it))
  say(resource, urns.usher, usherOf(it))
  put(resource, email, it.email)
  put(resource, personalEmail, it.deliveryEmail)
  put(resource, phone, it.phone)
  put(resource, photo, it.avatarUrl)
  return resource
}

function nameOf({ firstName, lastName, kept }: UserFields): JsonObject {
  const name: JsonObject = {}
  say(name, 'givenName', firstName)
  say(name, 'familyName', lastName)
  return sayAll(name, kept.name)
}

function enterpriseOf({ kept, department, managerId }: UserFields): JsonObject {
  const enterprise = sayAll({}, kept[urns.enterprise])
  say(enterprise, 'department', department)
  if (managerId !== null) enterprise.manager = { value: managerId }
  return enterprise
}

function usherOf({ gender, birthday, deliveryEmail }: UserFields): JsonObject {
  const usher: JsonObject = {}
  say(usher, 'gender', gender)
  say(usher, 'birthday', birthday)
  say(usher, 'personalAddress', deliveryEmail)
  return usher
}

/** But for what says nothing: null, and objects in which nothing is. */
function say(it: JsonObject, name: string, value: Json | undefined): void {
  if (value === null || value === undefined) return
  if (isObject(value) && Object.keys(value).length === 0) return
  it[name] = value
}

function sayAll(it: JsonObject, more: Json | undefined): JsonObject {
  if (isObject(more)) for (const name of Object.keys(more)) say(it, name, more[name])
  return it
}

const partsOf = (it: Json | undefined): JsonObject => (isObject(it) ? it : {})

/** The whole person as a client sees them. */
export function userResource(it: UserFacts, base: string): JsonObject {
  const stored = storedUser(it)
  const shown: JsonObject = { ...stored, ...groupsOf(it, base) }
  if (it.managerId !== null) addManager(shown, it, base)
  if (it.sites?.length) addSites(shown, it.sites)
  return { schemas: schemasOf(userType, shown), id: it.id, ...shown, meta: meta(userType, base, it) }
}

const groupsOf = (it: UserFacts, base: string): JsonObject =>
  it.groups?.length
    ? {
        groups: it.groups.map(({ id, name }) => ({
          value: id,
          $ref: locationOf(groupType, base, id),
          display: name,
          type: 'direct',
        })),
      }
    : {}

function addManager(shown: JsonObject, it: UserFacts, base: string): void {
  const manager: JsonObject = {}
  say(manager, 'value', it.managerId)
  // Whom only the provider knows is nowhere here.
  say(manager, '$ref', it.managerName === null ? null : locationOf(userType, base, it.managerId ?? ''))
  say(manager, 'displayName', it.managerName)
  shown[urns.enterprise] = { ...partsOf(shown[urns.enterprise]), manager }
}

function addSites(shown: JsonObject, sites: NonNullable<UserFacts['sites']>): void {
  const listed = sites.map(({ id, name }) => ({ value: id, display: name }))
  shown[urns.usher] = { ...partsOf(shown[urns.usher]), sites: listed }
}
