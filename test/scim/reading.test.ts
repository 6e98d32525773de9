import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../src/domain/json.ts'
import { ScimError } from '../../src/scim/errors.ts'
import { kindly, type Reading, strictly } from '../../src/scim/read/reading.ts'
import { readResource } from '../../src/scim/read/resource.ts'
import { groupType, userType } from '../../src/scim/schema/resource-type.ts'
import { costOf, faultOf } from './fault.ts'

const U = 'urn:ietf:params:scim:schemas:core:2.0:User'
const G = 'urn:ietf:params:scim:schemas:core:2.0:Group'
const E = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const user = (body: Record<string, unknown>, how: Reading = kindly) =>
  readResource(userType, { schemas: [U], userName: 'ada', ...body }, how)

/** RFC 7643 §8.3, the parts that say something here. */
const whole = {
  schemas: [U, E],
  id: '2819c223-7f76-453a-919d-413861904646',
  externalId: '701984',
  userName: 'bjensen@example.com',
  name: { formatted: 'Ms. Barbara J Jensen, III', familyName: 'Jensen', givenName: 'Barbara' },
  displayName: 'Babs Jensen',
  nickName: 'Babs',
  profileUrl: 'https://login.example.com/bjensen',
  emails: [
    { value: 'bjensen@example.com', type: 'work', primary: true },
    { value: 'babs@jensen.org', type: 'home' },
  ],
  addresses: [{ type: 'work', streetAddress: '100 Universal City Plaza', country: 'USA', primary: true }],
  phoneNumbers: [{ value: 'tel:555-555-5555', type: 'work' }],
  ims: [{ value: 'someaimhandle', type: 'aim' }],
  photos: [{ value: 'https://photos.example.com/profilephoto/F', type: 'photo' }],
  userType: 'Employee',
  title: 'Tour Guide',
  preferredLanguage: 'en-US',
  locale: 'en-US',
  timezone: 'America/Los_Angeles',
  active: true,
  password: 't1meMa$heen',
  groups: [{ value: 'e9e30dba', $ref: 'https://example.com/v2/Groups/e9e30dba', display: 'Tour Guides' }],
  x509Certificates: [{ value: 'MIIDQzCCAqygAwIBAgICEAAwDQYJKoZIhvcNAQEFBQAwTjELMAkGA1UEBhMCVVMx' }],
  [E]: {
    employeeNumber: '701984',
    costCenter: '4130',
    manager: { value: '26118915', displayName: 'John Smith' },
  },
  meta: { resourceType: 'User', created: '2010-01-23T04:56:22Z', version: 'W/"3694e05e9dff591"' },
}

describe('a resource is read', () => {
  test('without what only we may say, and without its password', () => {
    const { schemas, id, groups, meta, password, ...said } = whole
    const expected = { ...said, [E]: { ...whole[E], manager: { value: '26118915' } } }
    expect(readResource(userType, whole, strictly)).toEqual(expected)
  })

  test.each([
    [
      'names in any case',
      { USERNAME: undefined, DisplayName: 'A', NAME: { GIVENNAME: 'B' } },
      { displayName: 'A', name: { givenName: 'B' } },
    ],
    ['null as nothing', { title: null, emails: null, name: { givenName: null } }, {}],
    ['an empty list as nothing', { emails: [] }, {}],
    ['an empty object as nothing', { name: {} }, {}],
    ['elements of nothing as nothing', { emails: [null, {}, { type: 'work', primary: true }] }, {}],
    ['a phone without its number as nothing', { phoneNumbers: [{ type: 'work', value: null }] }, {}],
    [
      'an address of nothing but its type',
      { addresses: [{ type: 'work' }] },
      { addresses: [{ type: 'work' }] },
    ],
    [
      'the unknown as nothing',
      { unknown: 1, name: { unknown: 'x', givenName: 'A' } },
      { name: { givenName: 'A' } },
    ],
    ['the id as nothing, even null', { id: null, meta: 'x', groups: 5 }, {}],
    ['an extension that schemas does not name', { [E]: { department: 'D' } }, { [E]: { department: 'D' } }],
    ['an extension in any case', { [E.toUpperCase()]: { Department: 'D' } }, { [E]: { department: 'D' } }],
    [
      'a hinted type in its own case',
      { emails: [{ value: 'a@b', type: 'WORK' }] },
      { emails: [{ value: 'a@b', type: 'work' }] },
    ],
    [
      'a type that is no hint',
      { emails: [{ value: 'a@b', type: 'WindowsRole' }] },
      { emails: [{ value: 'a@b', type: 'WindowsRole' }] },
    ],
    [
      'an element once',
      {
        emails: [
          { value: 'a@b', type: 'work' },
          { value: 'A@B', type: 'work' },
        ],
      },
      { emails: [{ value: 'A@B', type: 'work' }] },
    ],
    ['an own __proto__ as unknown', JSON.parse('{"__proto__":{"active":true},"constructor":{"x":1}}'), {}],
    ['other alphabets', { displayName: 'Æsa 李 👩‍🚀' }, { displayName: 'Æsa 李 👩‍🚀' }],
  ])('%s', (_, body, said) => {
    const { USERNAME, ...given } = body as Record<string, unknown>
    expect(user(given)).toEqual({ userName: 'ada', ...said })
  })

  test('a group, and its members once', () => {
    const members = [
      { value: 'u1', display: 'A', type: 'User' },
      { value: 'u1' },
      { value: 'u2', $ref: null },
    ]
    expect(readResource(groupType, { schemas: [G], displayName: 'X', members }, strictly)).toEqual({
      displayName: 'X',
      members: [{ value: 'u1', type: 'User' }, { value: 'u2' }],
    })
  })

  test('a foreign schema is passed over, or refused where that was asked for', () => {
    const body = { schemas: [G, 'http://schemas.microsoft.com/2006/11/ADSCIM/2.0/Group'], displayName: 'X' }
    expect(readResource(groupType, body, kindly)).toEqual({ displayName: 'X' })
    expect(faultOf(() => readResource(groupType, body, strictly))).toMatchObject({ scimType: 'invalidValue' })
  })
})

describe('is refused, with the place that is wrong', () => {
  const long = 'a'.repeat(5_000)
  const rows: [Record<string, unknown>, string, string][] = [
    [{ userName: null }, 'invalidValue', 'userName is required.'],
    [{ userName: '' }, 'invalidValue', 'userName can not be empty.'],
    [{ userName: 5 }, 'invalidValue', 'userName must be a text.'],
    [{ active: 'True' }, 'invalidValue', 'active must be true or false.'],
    [{ active: 1 }, 'invalidValue', 'active must be true or false.'],
    [{ name: 'Ada' }, 'invalidValue', 'name must be an object.'],
    [{ name: [] }, 'invalidValue', 'name must be an object.'],
    [{ name: { givenName: 5 } }, 'invalidValue', 'name.givenName must be a text.'],
    [{ emails: 'a@b' }, 'invalidValue', 'emails must be a list.'],
    [{ emails: { value: 'a@b' } }, 'invalidValue', 'emails must be a list.'],
    [{ emails: ['a@b'] }, 'invalidValue', 'emails[0] must be an object.'],
    [{ emails: [{ value: 'a' }, { value: 5 }] }, 'invalidValue', 'emails[1].value must be a text.'],
    [
      { emails: [{ value: 'a', primary: 'true' }] },
      'invalidValue',
      'emails[0].primary must be true or false.',
    ],
    [
      {
        emails: [
          { value: 'a', primary: true },
          { value: 'b', primary: true },
        ],
      },
      'invalidValue',
      'Only one of emails can be primary.',
    ],
    [
      { x509Certificates: [{ value: 'not base64!' }] },
      'invalidValue',
      'x509Certificates[0].value must be base64.',
    ],
    [{ [E]: { manager: 'm1' } }, 'invalidValue', `${E}.manager must be an object.`],
    [{ title: long }, 'invalidValue', 'title may have 4096 characters.'],
    [{ title: 'a', TITLE: 'b' }, 'invalidSyntax', 'TITLE is given twice.'],
    [{ password: 5 }, 'invalidValue', 'password must be a text.'],
    [{ title: 'a\0' }, 'invalidValue', 'A text holds a NUL or half a character, which can not be stored.'],
    [{ title: '\udc00' }, 'invalidValue', 'A text holds a NUL or half a character, which can not be stored.'],
    [{ '\0': 'x' }, 'invalidValue', 'A text holds a NUL or half a character, which can not be stored.'],
    [{ schemas: [] }, 'invalidSyntax', `schemas must name ${U}.`],
    [{ schemas: [E] }, 'invalidSyntax', `schemas must name ${U}.`],
    [{ schemas: undefined }, 'invalidSyntax', `schemas must be a list of URNs.`],
    [{ schemas: U }, 'invalidSyntax', 'schemas must be a list of URNs.'],
    [{ schemas: [5] }, 'invalidSyntax', 'schemas must be a list of URNs.'],
  ]
  test.each(rows)('%j', (body, scimType, detail) => {
    expect(faultOf(() => user(body))).toEqual({ status: 400, scimType, detail })
  })

  test.each([
    [{ unknown: 1 }, 'unknown is in none of the schemas.'],
    [{ name: { unknown: 1 } }, 'name.unknown is in none of the schemas.'],
    [{ [E]: { unknown: 1 } }, `${E}.unknown is in none of the schemas.`],
    [JSON.parse('{"__proto__":{}}'), '__proto__ is in none of the schemas.'],
  ])('the unknown, where that was asked for: %j', (body, detail) => {
    const sent = JSON.parse(
      `${JSON.stringify({ schemas: [U], userName: 'ada' }).slice(0, -1)},${JSON.stringify(body).slice(1)}`,
    )
    expect(faultOf(() => readResource(userType, sent, strictly))).toMatchObject({
      scimType: 'invalidValue',
      detail,
    })
  })

  test.each([null, 5, 'x', true, [], [whole], undefined])('a body that is %j', (body) => {
    expect(faultOf(() => readResource(userType, body, kindly))?.status).toBe(400)
  })

  test('a group in a group, in words', () => {
    const body = { schemas: [G], displayName: 'X', members: [{ value: 'g', type: 'Group' }] }
    expect(faultOf(() => readResource(groupType, body, kindly))?.detail).toContain(
      'a group in a group is not supported',
    )
  })

  const deep = (depth: number) => JSON.parse(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`)
  test.each([
    ['deep', { a: deep(17) }, 400],
    ['very deep', { a: deep(5_000) }, 400],
    ['large', { a: Array(600_000).fill(0) }, 413],
    ['of large parts', { a: Array(1_000).fill(Array(600).fill({ b: 'c' })) }, 413],
    ['long', { emails: Array(501).fill({ value: 'a' }) }, 400],
  ])('JSON that is %s, at once', (_, body, status) => {
    expect(faultOf(() => user(body))?.status).toBe(status)
    expect(costOf(() => user(body))).toBeLessThan(100)
  })
})

test('whatever is sent is read or refused, and what was read is read again to the same', () => {
  const body = fc.dictionary(
    fc.constantFrom('userName', 'name', 'emails', 'active', 'title', 'groups', E, '__proto__', 'x'),
    fc.oneof(
      fc.jsonValue({ maxDepth: 3 }),
      fc.record(
        { givenName: fc.string(), value: fc.string(), department: fc.string() },
        { requiredKeys: [] },
      ),
      fc.array(
        fc.record({ value: fc.string(), type: fc.string(), primary: fc.boolean() }, { requiredKeys: [] }),
      ),
      fc.boolean(),
      fc.string(),
    ),
  )
  let read = 0
  fc.assert(
    fc.property(body, fc.constantFrom(kindly, strictly), (given, how) => {
      try {
        const once = readResource(userType, { userName: 'ada', ...given, schemas: [U] }, how)
        expect(readResource(userType, { ...once, schemas: [U] } as JsonObject, how)).toEqual(once)
        read++
      } catch (fault) {
        expect(fault).toBeInstanceOf(ScimError)
      }
    }),
    { numRuns: 500 },
  )
  expect(read).toBeGreaterThan(50)
})
