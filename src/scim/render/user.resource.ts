import { copyOf, isObject, type Json, type JsonObject } from '../../domain/json.ts'
import type { UserFacts, UserFields } from '../../domain/provisioned.ts'
import { groupType, userType } from '../schema/resource-type.ts'
import { urns } from '../schema/urns.ts'
import { email, personalEmail, phone, photo, put } from './lists.ts'
import { locationOf, meta, schemasOf } from './meta.resource.ts'

/** What a client can say of a person: where a PATCH begins. */
export function storedUser(it: UserFields): JsonObject {
  const { name, [urns.enterprise]: enterprise, ...others } = copyOf(it.kept)
  const resource = said({
    externalId: it.externalId,
    userName: it.userName,
    name: said({ givenName: it.firstName, familyName: it.lastName, ...partsOf(name) }),
    displayName: it.displayName,
    title: it.position,
    active: it.isActive,
    ...others,
    [urns.enterprise]: said({ ...partsOf(enterprise), department: it.department, manager: managerOf(it) }),
    [urns.usher]: said({ gender: it.gender, birthday: it.birthday, personalAddress: it.deliveryEmail }),
  })
  put(resource, email, it.email)
  put(resource, personalEmail, it.deliveryEmail)
  put(resource, phone, it.phone)
  put(resource, photo, it.avatarUrl)
  return resource
}

const partsOf = (it: Json | undefined): JsonObject => (isObject(it) ? it : {})
const managerOf = (it: UserFields): JsonObject => (it.managerId === null ? {} : { value: it.managerId })

/** Without what says nothing: null, and objects in which nothing is. */
function said(it: JsonObject): JsonObject {
  const kept: JsonObject = {}
  for (const name of Object.keys(it)) {
    const value = it[name]
    if (value === null || value === undefined || (isObject(value) && Object.keys(value).length === 0))
      continue
    kept[name] = value
  }
  return kept
}

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
  const manager = said({
    value: it.managerId,
    // Whom only the provider knows is nowhere here.
    $ref: it.managerName === null ? null : locationOf(userType, base, it.managerId ?? ''),
    displayName: it.managerName,
  })
  shown[urns.enterprise] = { ...partsOf(shown[urns.enterprise]), manager }
}

function addSites(shown: JsonObject, sites: NonNullable<UserFacts['sites']>): void {
  const listed = sites.map(({ id, name }) => ({ value: id, display: name }))
  shown[urns.usher] = { ...partsOf(shown[urns.usher]), sites: listed }
}
