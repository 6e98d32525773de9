import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../src/domain/json.ts'
import type { Attribute } from '../../src/scim/schema/attribute.ts'
import {
  providerConfig,
  resourceTypeResources,
  schemaResources,
} from '../../src/scim/schema/discovery.resource.ts'
import { findAttribute, leafOf } from '../../src/scim/schema/find-attribute.ts'
import { groupType, resourceTypes, userType } from '../../src/scim/schema/resource-type.ts'

const E = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const U = 'urn:ietf:params:scim:schemas:core:2.0:User'
const BASE = 'https://usher.test/scim/v2'

describe('an attribute is found', () => {
  test.each([
    ['userName', 'userName'],
    ['USERNAME', 'userName'],
    ['name.givenName', 'name.givenName'],
    ['NAME.GIVENNAME', 'name.givenName'],
    [`${U}:userName`, 'userName'],
    [`${U}:name.givenName`, 'name.givenName'],
    [`${U.toUpperCase()}:EMAILS.VALUE`, 'emails.value'],
    ['emails.type', 'emails.type'],
    ['id', 'id'],
    ['externalId', 'externalId'],
    ['schemas', 'schemas'],
    ['meta.lastModified', 'meta.lastModified'],
    [`${U}:id`, 'id'],
    ['groups.$ref', 'groups.$ref'],
    [E, E],
    [`${E}:department`, `${E}:department`],
    [`${E.toLowerCase()}:MANAGER.VALUE`, `${E}:manager.value`],
  ])('%s', (written, path) => expect(findAttribute(userType, written)?.path).toBe(path))

  test.each([
    ...['', '.', ':', 'unknown', 'name.', '.givenName', 'name..givenName', 'name.unknown', 'name:givenName'],
    ...[
      'userName.value',
      'members',
      'department',
      `${E}.department`,
      `${E}:`,
      `${E}:unknown`,
      `${U}:${E}:department`,
    ],
    ...[
      '__proto__',
      'constructor',
      'prototype',
      'toString',
      'hasOwnProperty',
      'name.__proto__',
      'name.constructor',
    ],
    ...[`${U}:__proto__`, 'emails.__proto__', U, `${U}:`, ' userName', 'userName ', 'user\u0130ame'],
  ])('and "%s" is not', (written) => expect(findAttribute(userType, written)).toBeNull())

  test('members are those of a group', () => {
    expect(findAttribute(groupType, 'members.value')?.path).toBe('members.value')
    expect(findAttribute(groupType, 'urn:ietf:params:scim:schemas:core:2.0:Group:displayName')?.path).toBe(
      'displayName',
    )
    expect(findAttribute(groupType, 'userName')).toBeNull()
  })

  test('with what the RFC says of it', () => {
    const of = (name: string) => leafOf(findAttribute(userType, name) ?? { path: '', steps: [] })
    expect(of('userName')).toMatchObject({ required: true, uniqueness: 'server', caseExact: false })
    expect(of('id')).toMatchObject({ mutability: 'readOnly', returned: 'always', caseExact: true })
    expect(of('externalId')).toMatchObject({ caseExact: true, mutability: 'readWrite' })
    expect(of('password')).toMatchObject({ mutability: 'writeOnly', returned: 'never' })
    expect(of('groups')).toMatchObject({ mutability: 'readOnly', multiValued: true })
    expect(of('profileUrl')).toMatchObject({ type: 'reference', caseExact: true })
  })
})

const every = (attributes: readonly Attribute[]): Attribute[] =>
  attributes.flatMap((it) => [it, ...every(it.subAttributes)])

describe('what is advertised', () => {
  const schemas = schemaResources(BASE)

  test('is four schemas, each with its own address', () => {
    expect(schemas.map((it) => it.id)).toEqual([
      U,
      E,
      'urn:ietf:params:scim:schemas:extension:usher:2.0:User',
      'urn:ietf:params:scim:schemas:core:2.0:Group',
    ])
    expect(schemas[0]?.meta).toEqual({ resourceType: 'Schema', location: `${BASE}/Schemas/${U}` })
  })

  test('is every attribute that validates, but the password that does nothing', () => {
    const advertised = JSON.stringify(schemas)
    const known = resourceTypes
      .flatMap((it) => [it.schema, ...it.extensions])
      .flatMap((it) => every(it.attributes))
    const missing = known.filter((it) => !advertised.includes(`"name":"${it.name}"`)).map((it) => it.name)
    expect(missing).toEqual(['password'])
  })

  test('has nine facts on every attribute, in words RFC 7643 knows', () => {
    const words = {
      mutability: ['readOnly', 'readWrite', 'immutable', 'writeOnly'],
      returned: ['always', 'never', 'default', 'request'],
      uniqueness: ['none', 'server', 'global'],
    }
    const walk = (list: JsonObject[]): JsonObject[] =>
      list.flatMap((it) => [it, ...walk((it.subAttributes ?? []) as JsonObject[])])
    const all = schemas.flatMap((it) => walk(it.attributes as JsonObject[]))
    expect(all.length).toBeGreaterThan(80)
    for (const it of all) {
      for (const [fact, known] of Object.entries(words)) expect(known).toContain(it[fact])
      for (const fact of ['required', 'caseExact', 'multiValued'])
        expect(it[fact]).toEqual(expect.any(Boolean))
      expect(it.description).toMatch(/\.$/)
      expect(it.type === 'complex').toBe(Array.isArray(it.subAttributes))
      if (it.type === 'reference') expect(it.caseExact).toBe(true)
    }
  })

  test('can leave out what a provider can not bear', () => {
    const displays = (list: JsonObject[]) =>
      JSON.stringify(list).split('A name to show; ours to say.').length - 1
    expect(displays(schemaResources(BASE, { without: ['emails.display'] }))).toBe(displays(schemas) - 1)
  })

  test('is two resource types', () => {
    expect(resourceTypeResources(BASE)).toMatchObject([
      { id: 'User', endpoint: '/Users', schema: U, schemaExtensions: [{ schema: E, required: false }, {}] },
      { id: 'Group', endpoint: '/Groups', schemaExtensions: [] },
    ])
  })

  test('is what the protocol is asked for, cursors included', () => {
    expect(providerConfig(BASE)).toMatchObject({
      patch: { supported: true },
      bulk: { supported: true, maxOperations: 1_000 },
      filter: { supported: true, maxResults: 1_000 },
      etag: { supported: true },
      sort: { supported: true },
      changePassword: { supported: false },
      pagination: { cursor: true, index: true, defaultPaginationMethod: 'index', maxPageSize: 1_000 },
      authenticationSchemes: [{ type: 'oauthbearertoken', primary: true }, { type: 'oauth2' }],
    })
  })
})
