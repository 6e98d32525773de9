import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../src/domain/json.ts'
import { readOperations } from '../../src/scim/patch/operations.ts'
import { applyPatch } from '../../src/scim/patch.ts'
import { kindly, type Reading, strictly } from '../../src/scim/read/reading.ts'
import { groupType, type ResourceType, userType } from '../../src/scim/schema/resource-type.ts'
import { costOf, faultOf } from './fault.ts'

const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'
const E = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const U = 'urn:ietf:params:scim:schemas:core:2.0:User'

function patched(type: ResourceType, resource: JsonObject, operations: unknown[], how: Reading) {
  const body = { schemas: [PATCH], Operations: operations }
  return applyPatch(type, resource, readOperations(type, body, how), how)
}
const user = (resource: JsonObject, operations: unknown[], how = strictly) =>
  patched(userType, { userName: 'ada', ...resource }, operations, how)
const group = (operations: unknown[], how = strictly) =>
  patched(groupType, { displayName: 'Platform' }, operations, how)

const work = { value: 'ada@work.test', type: 'work', primary: true }
const home = { value: 'ada@home.test', type: 'home' }
const office = { type: 'work', locality: 'London', country: 'GB' }

describe('the examples RFC 7644 prints', () => {
  test('add without a path: a new email and a nickname', () => {
    const value = { emails: [{ value: 'babs@jensen.org', type: 'home' }], nickName: 'Babs' }
    const done = user({ emails: [work] }, [{ op: 'add', value }])
    expect(done.resource).toMatchObject({ emails: [work, value.emails[0]], nickName: 'Babs' })
    expect(done.changed).toEqual(['nickName', 'emails'])
  })

  test('replace without a path: emails and nickname', () => {
    const emails = [
      { value: 'bjensen@example.com', type: 'work', primary: true },
      { value: 'babs@jensen.org', type: 'home' },
    ]
    const done = user({ emails: [home], nickName: 'A' }, [
      { op: 'replace', value: { emails, nickName: 'Babs' } },
    ])
    expect(done.resource).toEqual({ userName: 'ada', emails, nickName: 'Babs' })
  })

  test('replace the work address of a user', () => {
    const value = {
      type: 'work',
      streetAddress: '911 Universal City Plaza',
      locality: 'Hollywood',
      region: 'CA',
      postalCode: '91608',
      country: 'US',
      formatted: '911 Universal City Plaza\nHollywood, CA 91608 US',
      primary: true,
    }
    const addresses = [office, { type: 'home', locality: 'Paris' }]
    const done = user({ addresses }, [{ op: 'replace', path: 'addresses[type eq "work"]', value }])
    expect(done.resource.addresses).toEqual([value, addresses[1]])
  })

  test('replace the street address of the work address', () => {
    const path = 'addresses[type eq "work"].streetAddress'
    const done = user({ addresses: [office] }, [{ op: 'replace', path, value: '1010 Broadway Ave' }])
    expect(done.resource.addresses).toEqual([{ ...office, streetAddress: '1010 Broadway Ave' }])
    expect(done.changed).toEqual(['addresses'])
  })

  test('remove an email by type and value', () => {
    const path = 'emails[type eq "work" and value ew "work.test"]'
    const done = user({ emails: [work, home] }, [{ op: 'remove', path }])
    expect(done.resource.emails).toEqual([home])
  })

  test('add one member, remove one member, remove all members', () => {
    const member = { display: 'Babs Jensen', $ref: '../Users/2819c223', value: '2819c223' }
    expect(group([{ op: 'add', path: 'members', value: [member] }]).members).toEqual({
      replaceAll: false,
      add: ['2819c223'],
      remove: [],
    })
    expect(group([{ op: 'remove', path: 'members[value eq "2819c223"]' }]).members).toEqual({
      replaceAll: false,
      add: [],
      remove: ['2819c223'],
    })
    expect(group([{ op: 'remove', path: 'members' }]).members).toEqual({
      replaceAll: true,
      add: [],
      remove: [],
    })
  })

  test('remove one member and add another in one request', () => {
    const operations = [
      { op: 'remove', path: 'members[value eq "u1"]' },
      { op: 'add', path: 'members', value: [{ display: 'James Smith', value: 'u2' }] },
    ]
    expect(group(operations).members).toEqual({ replaceAll: false, add: ['u2'], remove: ['u1'] })
  })

  test('replace all members', () => {
    const value = [
      { display: 'Babs', value: 'u1' },
      { display: 'James', value: 'u2' },
    ]
    expect(group([{ op: 'replace', path: 'members', value }]).members).toEqual({
      replaceAll: true,
      add: ['u1', 'u2'],
      remove: [],
    })
  })
})

type Row = [name: string, before: JsonObject, operation: Record<string, unknown>, after: JsonObject]
const rows: Row[] = [
  ['add fills what is empty', {}, { op: 'add', path: 'title', value: 'Chief' }, { title: 'Chief' }],
  [
    'add writes over a single value',
    { title: 'A' },
    { op: 'add', path: 'title', value: 'B' },
    { title: 'B' },
  ],
  ['replace fills what is empty', {}, { op: 'replace', path: 'title', value: 'Chief' }, { title: 'Chief' }],
  ['a name in any case', {}, { op: 'add', path: 'TITLE', value: 'Chief' }, { title: 'Chief' }],
  ['a whole URN', {}, { op: 'add', path: `${U}:title`, value: 'Chief' }, { title: 'Chief' }],
  [
    'a whole URN with a dot',
    {},
    { op: 'add', path: `${U}:name.givenName`, value: 'A' },
    { name: { givenName: 'A' } },
  ],
  [
    'a part',
    { name: { givenName: 'A' } },
    { op: 'add', path: 'name.familyName', value: 'L' },
    { name: { givenName: 'A', familyName: 'L' } },
  ],
  [
    'parts not named stay on add',
    { name: { givenName: 'A' } },
    { op: 'add', path: 'name', value: { familyName: 'L' } },
    { name: { givenName: 'A', familyName: 'L' } },
  ],
  [
    'parts not named stay on replace',
    { name: { givenName: 'A' } },
    { op: 'replace', path: 'name', value: { familyName: 'L' } },
    { name: { givenName: 'A', familyName: 'L' } },
  ],
  [
    'a part named null goes',
    { name: { givenName: 'A', familyName: 'L' } },
    { op: 'replace', path: 'name', value: { givenName: null } },
    { name: { familyName: 'L' } },
  ],
  ['null empties', { title: 'A' }, { op: 'replace', path: 'title', value: null }, {}],
  ['remove empties', { title: 'A' }, { op: 'remove', path: 'title' }, {}],
  ['removing what is not there', {}, { op: 'remove', path: 'title' }, {}],
  ['removing a part of what is not there', {}, { op: 'remove', path: 'name.givenName' }, {}],
  [
    'the last part takes the whole with it',
    { name: { givenName: 'A' } },
    { op: 'remove', path: 'name.givenName' },
    {},
  ],
  [
    'a text of nothing stays a text',
    { title: 'A' },
    { op: 'replace', path: 'title', value: '' },
    { title: '' },
  ],
  ['false is a value', { active: true }, { op: 'replace', path: 'active', value: false }, { active: false }],
  [
    'an extension by its colon',
    {},
    { op: 'add', path: `${E}:department`, value: 'R&D' },
    { [E]: { department: 'R&D' } },
  ],
  [
    'an extension as a whole',
    { [E]: { costCenter: '1' } },
    { op: 'replace', path: E, value: { department: 'R&D' } },
    { [E]: { costCenter: '1', department: 'R&D' } },
  ],
  ['removing an extension', { [E]: { costCenter: '1' } }, { op: 'remove', path: E }, {}],
  [
    'a manager',
    {},
    { op: 'add', path: `${E}:manager`, value: { value: 'm1' } },
    { [E]: { manager: { value: 'm1' } } },
  ],
  [
    'a manager by value',
    {},
    { op: 'replace', path: `${E}:manager.value`, value: 'm1' },
    { [E]: { manager: { value: 'm1' } } },
  ],
  [
    'a manager leaves, and the extension with them',
    { [E]: { manager: { value: 'm1' } } },
    { op: 'remove', path: `${E}:manager` },
    {},
  ],
  ['add appends', { emails: [work] }, { op: 'add', path: 'emails', value: [home] }, { emails: [work, home] }],
  ['add takes one element alone', {}, { op: 'add', path: 'emails', value: home }, { emails: [home] }],
  [
    'add of what is there changes nothing',
    { emails: [work] },
    { op: 'add', path: 'emails', value: [work] },
    { emails: [work] },
  ],
  [
    'the same value of a type is there once',
    { emails: [work] },
    { op: 'add', path: 'emails', value: [{ value: 'ADA@work.test', type: 'Work' }] },
    { emails: [{ ...work, value: 'ADA@work.test' }] },
  ],
  [
    'the same value of two types is there twice',
    { emails: [work] },
    { op: 'add', path: 'emails', value: [{ value: 'ada@work.test', type: 'other' }] },
    { emails: [work, { value: 'ada@work.test', type: 'other' }] },
  ],
  [
    'a new primary takes over',
    { emails: [work] },
    { op: 'add', path: 'emails', value: [{ ...home, primary: true }] },
    {
      emails: [
        { ...work, primary: false },
        { ...home, primary: true },
      ],
    },
  ],
  [
    'what is there becomes primary',
    { emails: [work, home] },
    { op: 'add', path: 'emails', value: [{ ...home, primary: true }] },
    {
      emails: [
        { ...work, primary: false },
        { ...home, primary: true },
      ],
    },
  ],
  [
    'primary set by a path takes over',
    { emails: [work, home] },
    { op: 'replace', path: 'emails[type eq "home"].primary', value: true },
    {
      emails: [
        { ...work, primary: false },
        { ...home, primary: true },
      ],
    },
  ],
  [
    'replace writes a list anew',
    { emails: [work] },
    { op: 'replace', path: 'emails', value: [home] },
    { emails: [home] },
  ],
  [
    'replace with an empty list empties',
    { emails: [work] },
    { op: 'replace', path: 'emails', value: [] },
    {},
  ],
  [
    'replace with null empties a list',
    { emails: [work] },
    { op: 'replace', path: 'emails', value: null },
    {},
  ],
  ['remove empties a list', { emails: [work, home] }, { op: 'remove', path: 'emails' }, {}],
  [
    'remove of the last one empties a list',
    { emails: [work] },
    { op: 'remove', path: 'emails[type eq "work"]' },
    {},
  ],
  [
    'a part of the chosen',
    { emails: [work, home] },
    { op: 'replace', path: 'emails[type eq "home"].value', value: 'x@y.test' },
    { emails: [work, { ...home, value: 'x@y.test' }] },
  ],
  [
    'a part of the chosen, in any case',
    { emails: [work] },
    { op: 'replace', path: 'EMAILS[TYPE EQ "WORK"].VALUE', value: 'x@y.test' },
    { emails: [{ ...work, value: 'x@y.test' }] },
  ],
  [
    'a part of all',
    { emails: [work, home] },
    { op: 'replace', path: 'emails.type', value: 'other' },
    {
      emails: [
        { ...work, type: 'other' },
        { ...home, type: 'other' },
      ],
    },
  ],
  [
    'a part of the chosen goes',
    { emails: [work] },
    { op: 'remove', path: 'emails[type eq "work"].primary' },
    { emails: [{ value: work.value, type: 'work' }] },
  ],
  [
    'an element without parts goes too',
    { emails: [{ type: 'work' }] },
    { op: 'remove', path: 'emails[type eq "work"].type' },
    {},
  ],
  [
    'add merges into the chosen',
    { addresses: [office] },
    { op: 'add', path: 'addresses[type eq "work"]', value: { region: 'X' } },
    { addresses: [{ ...office, region: 'X' }] },
  ],
  [
    'replace puts another in the place of the chosen',
    { addresses: [office] },
    { op: 'replace', path: 'addresses[type eq "work"]', value: { type: 'work', region: 'X' } },
    { addresses: [{ type: 'work', region: 'X' }] },
  ],
  [
    'a bracket inside quotation marks',
    { emails: [{ value: 'a]b', type: 'work' }] },
    { op: 'remove', path: 'emails[value eq "a]b"]' },
    {},
  ],
  [
    'an escaped quotation mark',
    { ims: [{ value: 'a"]', type: 'x' }] },
    { op: 'remove', path: 'ims[value eq "a\\"]"]' },
    {},
  ],
  ['a password is taken and dropped', {}, { op: 'replace', path: 'password', value: 'secret' }, {}],
  [
    'a password among others is dropped',
    {},
    { op: 'replace', value: { password: 'secret', title: 'A' } },
    { title: 'A' },
  ],
  ['its own id in the value', {}, { op: 'replace', value: { id: 'u1', title: 'A' } }, { title: 'A' }],
  [
    'groups and meta in the value',
    {},
    { op: 'replace', value: { groups: [], meta: {}, schemas: [U], title: 'A' } },
    { title: 'A' },
  ],
  [
    'names with dots in the value',
    {},
    { op: 'replace', value: { 'name.givenName': 'A', [`${E}:department`]: 'D' } },
    { name: { givenName: 'A' }, [E]: { department: 'D' } },
  ],
  [
    'what is ours in an element',
    {},
    { op: 'add', path: 'emails', value: [{ ...home, display: 'x' }] },
    { emails: [home] },
  ],
]

describe('strictly', () => {
  test.each(rows)('%s', (_, before, operation, after) => {
    expect(user(before, [operation]).resource).toEqual({ userName: 'ada', ...after })
  })

  test('several operations see each other', () => {
    const done = user({}, [
      { op: 'add', path: 'emails', value: [work] },
      { op: 'replace', path: 'emails[type eq "work"].value', value: 'new@work.test' },
      { op: 'remove', path: 'title' },
    ])
    expect(done.resource.emails).toEqual([{ ...work, value: 'new@work.test' }])
    expect(done.changed).toEqual(['emails'])
  })

  test('no operation is no change', () => {
    expect(user({ title: 'A' }, [])).toEqual({
      resource: { userName: 'ada', title: 'A' },
      changed: [],
      members: null,
    })
  })

  test('what ends as it began is no change', () => {
    const done = user({ title: 'A' }, [
      { op: 'remove', path: 'title' },
      { op: 'add', path: 'title', value: 'A' },
    ])
    expect(done.changed).toEqual([])
  })

  test('a change within an extension is named', () => {
    const done = user({ [E]: { costCenter: '1' } }, [{ op: 'add', path: `${E}:department`, value: 'D' }])
    expect(done.changed).toEqual([`${E}:department`])
  })

  test('the resource that was handed in stays as it is', () => {
    const before = { userName: 'ada', emails: [{ ...work }], name: { givenName: 'A' } }
    const copy = structuredClone(before)
    patched(
      userType,
      before,
      [
        { op: 'replace', path: 'emails[type eq "work"].value', value: 'x@y' },
        { op: 'add', path: 'name.familyName', value: 'L' },
        { op: 'add', path: 'emails', value: [{ ...home, primary: true }] },
      ],
      strictly,
    )
    expect(before).toEqual(copy)
  })
})

describe('what is said of an element, operation by operation', () => {
  const role = (part: string, value: unknown) => ({
    op: 'add',
    path: `roles[primary eq true].${part}`,
    value,
  })
  test('counts together: Entra writes a role so', () => {
    const operations = [
      role('type', 'WindowsAzureActiveDirectoryRole'),
      role('display', 'Admin'),
      role('value', 'admin'),
    ]
    expect(user({}, operations, kindly).resource.roles).toEqual([
      { primary: true, type: 'WindowsAzureActiveDirectoryRole', display: 'Admin', value: 'admin' },
    ])
  })
  test('and when nothing is said in the end, it is not there', () => {
    const path = 'emails[type eq "work"].value'
    expect(user({ emails: [work] }, [{ op: 'remove', path }]).resource).toEqual({ userName: 'ada' })
    expect(user({ emails: [work, home] }, [{ op: 'replace', path, value: null }]).resource.emails).toEqual([
      home,
    ])
    expect(user({}, [role('type', 'x')], kindly).changed).toEqual([])
  })
})

describe('kindly, as providers expect it', () => {
  const kind = (before: JsonObject, operation: unknown) => user(before, [operation], kindly).resource
  test.each([
    [
      'add makes the element',
      'add',
      'emails[type eq "work"].value',
      { emails: [{ type: 'work', value: 'a@b' }] },
    ],
    [
      'replace makes the element',
      'replace',
      'emails[type eq "work"].value',
      { emails: [{ type: 'work', value: 'a@b' }] },
    ],
    [
      'with all it is described by',
      'add',
      'emails[type eq "work" and primary eq true].value',
      { emails: [{ type: 'work', primary: true, value: 'a@b' }] },
    ],
    [
      'of phone numbers',
      'add',
      'phoneNumbers[type eq "mobile"].value',
      { phoneNumbers: [{ type: 'mobile', value: 'a@b' }] },
    ],
    [
      'of addresses',
      'add',
      'addresses[type eq "work"].formatted',
      { addresses: [{ type: 'work', formatted: 'a@b' }] },
    ],
    ['of roles', 'replace', 'roles[primary eq true].value', { roles: [{ primary: true, value: 'a@b' }] }],
    ['of a list that is empty', 'replace', 'emails.value', { emails: [{ value: 'a@b' }] }],
    ['the unknown is passed over', 'replace', 'unknown', {}],
    ['the unknown in an extension is passed over', 'add', `${E}:unknown`, {}],
    ['an unknown part is passed over', 'add', 'emails[type eq "work"].unknown', {}],
  ])('%s', (_, op, path, after) => {
    expect(kind({}, { op, path, value: 'a@b' })).toEqual({ userName: 'ada', ...after })
  })

  test('the whole element', () => {
    expect(
      kind({}, { op: 'add', path: 'addresses[type eq "work"]', value: { locality: 'X' } }).addresses,
    ).toEqual([{ type: 'work', locality: 'X' }])
  })

  test('removing what the brackets do not find', () => {
    expect(kind({ emails: [home] }, { op: 'remove', path: 'emails[type eq "work"]' }).emails).toEqual([home])
  })

  test('removing the values that are listed', () => {
    const value = [{ value: home.value }]
    expect(kind({ emails: [work, home] }, { op: 'remove', path: 'emails', value }).emails).toEqual([work])
    expect(
      user({ emails: [work, home] }, [{ op: 'remove', path: 'emails', value }]).resource.emails,
    ).toBeUndefined()
  })

  test.each(['co', 'ne', 'ew', 'sw', 'gt'])('no element can be made from %s', (by) => {
    const operation = { op: 'replace', path: `emails[type ${by} "work"].value`, value: 'a@b' }
    const before: JsonObject = by === 'ne' ? { emails: [work] } : {}
    expect(faultOf(() => kind(before, operation))).toMatchObject({ scimType: 'noTarget' })
  })

  test.each(['type pr', 'type eq "a" or type eq "b"', 'not (type eq "a")', 'type eq "a" and value co "b"'])(
    'no element can be made from %s',
    (filter) => {
      const operation = { op: 'add', path: `emails[${filter}].display`, value: 'a' }
      expect(faultOf(() => kind({}, { ...operation, path: `emails[${filter}].value` }))).toMatchObject({
        scimType: 'noTarget',
      })
    },
  )
})

describe('is refused', () => {
  const refusals: [string, unknown, string][] = [
    ['an unknown op', { op: 'move', path: 'title', value: 'A' }, 'invalidSyntax'],
    [
      'an op in capitals, which is for the connectors to forgive',
      { op: 'Add', path: 'title', value: 'A' },
      'invalidSyntax',
    ],
    ['no op', { path: 'title', value: 'A' }, 'invalidSyntax'],
    ['an operation that is a text', 'add', 'invalidSyntax'],
    ['an operation that is null', null, 'invalidSyntax'],
    ['add without a value', { op: 'add', path: 'title' }, 'invalidValue'],
    ['replace without a value', { op: 'replace', path: 'title' }, 'invalidValue'],
    ['remove without a path', { op: 'remove' }, 'noTarget'],
    ['remove without a path but with a value', { op: 'remove', value: { title: 'A' } }, 'noTarget'],
    ['no path and a text', { op: 'add', value: 'A' }, 'invalidValue'],
    ['no path and a list', { op: 'add', value: [{ title: 'A' }] }, 'invalidValue'],
    ['a path that is a number', { op: 'add', path: 5, value: 'A' }, 'invalidPath'],
    ['an empty path', { op: 'add', path: '', value: 'A' }, 'invalidPath'],
    ['an unknown path', { op: 'add', path: 'unknown', value: 'A' }, 'invalidPath'],
    ['an unknown part', { op: 'add', path: 'name.unknown', value: 'A' }, 'invalidPath'],
    ['a part of a part', { op: 'add', path: 'name.givenName.x', value: 'A' }, 'invalidPath'],
    ['an unknown name in the value', { op: 'add', value: { unknown: 'A' } }, 'invalidPath'],
    ['__proto__', { op: 'add', path: '__proto__', value: { polluted: true } }, 'invalidPath'],
    ['__proto__.polluted', { op: 'add', path: '__proto__.polluted', value: true }, 'invalidPath'],
    ['constructor.prototype', { op: 'add', path: 'constructor.prototype', value: {} }, 'invalidPath'],
    ['name.__proto__', { op: 'add', path: 'name.__proto__', value: { polluted: true } }, 'invalidPath'],
    [
      '__proto__ in brackets',
      { op: 'add', path: 'emails[type eq "work"].__proto__', value: {} },
      'invalidPath',
    ],
    [
      'a list of __proto__',
      { op: 'add', path: '__proto__[type eq "work"].value', value: 'x' },
      'invalidPath',
    ],
    ['a space in a path', { op: 'add', path: 'name .givenName', value: 'A' }, 'invalidPath'],
    ['a slash in a path', { op: 'add', path: '/title', value: 'A' }, 'invalidPath'],
    ['an index', { op: 'add', path: 'emails[0].value', value: 'A' }, 'invalidFilter'],
    ['an open bracket', { op: 'add', path: 'emails[type eq "work"', value: 'A' }, 'invalidPath'],
    ['an open quotation', { op: 'add', path: 'emails[type eq "work]', value: 'A' }, 'invalidPath'],
    ['empty brackets', { op: 'add', path: 'emails[]', value: {} }, 'invalidFilter'],
    [
      'something after the bracket',
      { op: 'add', path: 'emails[type eq "work"]value', value: 'A' },
      'invalidPath',
    ],
    [
      'a dot and nothing after the bracket',
      { op: 'add', path: 'emails[type eq "work"].', value: 'A' },
      'invalidPath',
    ],
    [
      'brackets after brackets',
      { op: 'add', path: 'emails[type eq "work"][type eq "x"]', value: 'A' },
      'invalidPath',
    ],
    ['brackets on what is no list', { op: 'add', path: 'name[givenName eq "A"]', value: 'A' }, 'invalidPath'],
    ['brackets on a simple one', { op: 'add', path: 'title[value eq "A"]', value: 'A' }, 'invalidPath'],
    ['a filter of unknown parts', { op: 'remove', path: 'emails[unknown eq "A"]' }, 'invalidFilter'],
    ['a long path', { op: 'remove', path: `emails[${'a'.repeat(5_000)}]` }, 'invalidPath'],
    [
      'a filter that finds nothing, replacing',
      { op: 'replace', path: 'emails[type eq "fax"].value', value: 'A' },
      'noTarget',
    ],
    [
      'a filter that finds nothing, adding',
      { op: 'add', path: 'emails[type eq "fax"].value', value: 'A' },
      'noTarget',
    ],
    ['a filter that finds nothing, removing', { op: 'remove', path: 'emails[type eq "fax"]' }, 'noTarget'],
    ['a text for yes or no', { op: 'replace', path: 'active', value: 'False' }, 'invalidValue'],
    ['a number for a text', { op: 'replace', path: 'title', value: 5 }, 'invalidValue'],
    ['an object for a text', { op: 'replace', path: 'title', value: {} }, 'invalidValue'],
    ['a list for a text', { op: 'replace', path: 'title', value: ['A'] }, 'invalidValue'],
    ['a text for parts', { op: 'replace', path: 'name', value: 'Ada' }, 'invalidValue'],
    ['a text for a list', { op: 'replace', path: 'emails', value: 'a@b' }, 'invalidValue'],
    ['texts in a list of parts', { op: 'add', path: 'emails', value: ['a@b'] }, 'invalidValue'],
    [
      'two primaries at once',
      {
        op: 'add',
        path: 'emails',
        value: [
          { ...home, primary: true },
          { value: 'c@d', primary: true },
        ],
      },
      'invalidValue',
    ],
    [
      'a text for one of the chosen',
      { op: 'replace', path: 'emails[type eq "work"]', value: 'a@b' },
      'invalidValue',
    ],
    ['an unknown part in a value', { op: 'add', path: 'name', value: { unknown: 'A' } }, 'invalidValue'],
    ['an empty user name', { op: 'replace', path: 'userName', value: ' ' }, 'invalidValue'],
    ['removing the user name', { op: 'remove', path: 'userName' }, 'mutability'],
    ['the user name as null', { op: 'replace', path: 'userName', value: null }, 'mutability'],
    ['the id', { op: 'replace', path: 'id', value: 'x' }, 'mutability'],
    ['meta', { op: 'remove', path: 'meta' }, 'mutability'],
    ['a part of meta', { op: 'replace', path: 'meta.version', value: 'x' }, 'mutability'],
    ['schemas', { op: 'add', path: 'schemas', value: ['x'] }, 'mutability'],
    ['groups', { op: 'add', path: 'groups', value: [{ value: 'g' }] }, 'mutability'],
    ['a group', { op: 'remove', path: 'groups[value eq "g"]' }, 'mutability'],
    ['the name of a manager', { op: 'add', path: `${E}:manager.displayName`, value: 'x' }, 'mutability'],
    [
      'what is ours of the chosen',
      { op: 'add', path: 'emails[type eq "work"].display', value: 'x' },
      'mutability',
    ],
    ['a NUL', { op: 'add', path: 'title', value: 'a\0b' }, 'invalidValue'],
    ['half a character', { op: 'add', path: 'title', value: 'a\ud800b' }, 'invalidValue'],
    ['a text without end', { op: 'add', path: 'title', value: 'a'.repeat(5_000) }, 'invalidValue'],
    [
      'a list without end',
      { op: 'add', path: 'emails', value: Array.from({ length: 501 }, (_, it) => ({ value: `${it}` })) },
      'invalidValue',
    ],
  ]
  test.each(refusals)('%s', (_, operation, scimType) => {
    const before = { userName: 'ada', emails: [work] }
    expect(faultOf(() => patched(userType, before, [operation], strictly))).toMatchObject({ scimType })
    expect(before).toEqual({ userName: 'ada', emails: [work] })
  })

  test('whole, when the last operation is', () => {
    const before = { userName: 'ada' }
    const operations = [
      { op: 'add', path: 'title', value: 'A' },
      { op: 'replace', path: 'active', value: 'no' },
    ]
    expect(faultOf(() => patched(userType, before, operations, strictly))).toMatchObject({
      detail: 'Operations[1] must be true or false.',
    })
    expect(before).toEqual({ userName: 'ada' })
  })

  test.each([
    ['a body that is a list', []],
    ['a body without schemas', { Operations: [] }],
    ['a body of another schema', { schemas: [U], Operations: [] }],
    ['a body whose schemas are a text', { schemas: PATCH, Operations: [] }],
    ['a body without operations', { schemas: [PATCH] }],
    ['operations that are an object', { schemas: [PATCH], Operations: {} }],
    ['a text', 'PATCH'],
    ['null', null],
  ])('%s', (_, body) => {
    expect(faultOf(() => readOperations(userType, body, kindly))).toMatchObject({ scimType: 'invalidSyntax' })
  })

  test('too many operations', () => {
    const Operations = Array.from({ length: 2_001 }, () => ({ op: 'remove', path: 'title' }))
    expect(faultOf(() => readOperations(userType, { schemas: [PATCH], Operations }, kindly))).toMatchObject({
      scimType: 'tooMany',
    })
  })
})

describe('the members of a group, without knowing them', () => {
  const change = (replaceAll: boolean, add: string[], remove: string[]) => ({ replaceAll, add, remove })
  const add = (...ids: string[]) => ({ op: 'add', path: 'members', value: ids.map((value) => ({ value })) })
  const one = (id: string) => ({ op: 'remove', path: `members[value eq "${id}"]` })
  const listed = (...ids: string[]) => ({ ...add(...ids), op: 'remove' })
  const all = { op: 'remove', path: 'members' }
  const anew = (...ids: string[]) => ({ ...add(...ids), op: 'replace' })

  test.each([
    ['none is spoken of', [{ op: 'replace', path: 'displayName', value: 'X' }], null],
    ['added twice', [add('a'), add('a', 'b')], change(false, ['a', 'b'], [])],
    ['added and removed', [add('a'), one('a')], change(false, [], ['a'])],
    ['removed and added', [one('a'), add('a')], change(false, ['a'], [])],
    ['several in one request', [one('a'), one('b'), add('c', 'd')], change(false, ['c', 'd'], ['a', 'b'])],
    [
      'several in one path',
      [{ op: 'remove', path: 'members[value eq "a" or value eq "b"]' }],
      change(false, [], ['a', 'b']),
    ],
    ['written anew', [anew('a', 'b')], change(true, ['a', 'b'], [])],
    ['written anew, then one leaves', [anew('a', 'b'), one('a')], change(true, ['b'], [])],
    ['written anew, then one comes', [anew('a'), add('b')], change(true, ['a', 'b'], [])],
    ['emptied, then one comes', [all, add('b')], change(true, ['b'], [])],
    ['one comes, then emptied', [add('b'), all], change(true, [], [])],
    ['written anew with nobody', [anew()], change(true, [], [])],
    ['written anew as null', [{ op: 'replace', path: 'members', value: null }], change(true, [], [])],
    ['without a path', [{ op: 'add', value: { members: [{ value: 'a' }] } }], change(false, ['a'], [])],
    [
      'without a path, anew',
      [{ op: 'replace', value: { members: [{ value: 'a' }] } }],
      change(true, ['a'], []),
    ],
    ['one alone', [{ op: 'add', path: 'members', value: { value: 'a' } }], change(false, ['a'], [])],
    [
      'with all that providers write',
      [{ op: 'add', path: 'members', value: [{ value: 'a', $ref: null, display: 'A', type: 'User' }] }],
      change(false, ['a'], []),
    ],
    ['removal that lists values, kindly', [listed('a')], change(false, [], ['a'])],
  ])('%s', (_, operations, members) => {
    expect(group(operations, kindly).members).toEqual(members)
  })

  test('a removal that lists values empties the group, strictly', () => {
    expect(group([listed('a')]).members).toEqual(change(true, [], []))
  })

  test('members and name in one request', () => {
    const done = group([{ op: 'replace', value: { id: 'g', displayName: 'New' } }, add('a')])
    expect(done).toEqual({
      resource: { displayName: 'New' },
      changed: ['displayName'],
      members: change(false, ['a'], []),
    })
  })

  test.each([
    ['members[display co "x"]', 'remove', undefined, 'invalidFilter'],
    ['members[not (value eq "a")]', 'remove', undefined, 'invalidFilter'],
    ['members[value eq "a" or display eq "b"]', 'remove', undefined, 'invalidFilter'],
    ['members[value sw "a"]', 'remove', undefined, 'invalidFilter'],
    ['members[value eq "a"].display', 'replace', 'x', 'mutability'],
    ['members[value eq "a"]', 'replace', { value: 'b' }, 'mutability'],
    ['members.value', 'replace', 'x', 'mutability'],
    ['members.value', 'remove', undefined, 'mutability'],
    ['members', 'add', [{ display: 'x' }], 'invalidValue'],
    ['members', 'add', [{ value: '' }], 'invalidValue'],
    ['members', 'add', [{ value: 5 }], 'invalidValue'],
    ['members', 'add', ['a'], 'invalidValue'],
    ['members', 'add', [{ value: 'g2', type: 'Group' }], 'invalidValue'],
    ['displayName', 'remove', undefined, 'mutability'],
  ])('%s, to %s, is refused', (path, op, value, scimType) => {
    expect(faultOf(() => group([{ op, path, value }]))).toMatchObject({ scimType })
  })

  test('fifty thousand members in one request are read in a blink', () => {
    const value = Array.from({ length: 50_000 }, (_, it) => ({ value: `u${it}` }))
    const all = [{ op: 'replace', path: 'members', value }]
    expect(group(all).members?.add.length).toBe(50_000)
    expect(costOf(() => group(all))).toBeLessThan(400)
  })
})

describe('whatever is sent', () => {
  const names = [
    'userName',
    'title',
    'name',
    'name.givenName',
    'emails',
    'emails.value',
    'emails[type eq "work"].value',
  ]
  const odd = [
    'emails[type eq "x" and value eq "y"]',
    E,
    `${E}:manager`,
    'groups',
    'id',
    '__proto__',
    'constructor',
    '',
  ]
  const key = fc.constantFrom(
    ...names,
    'value',
    'type',
    'primary',
    '__proto__',
    'constructor',
    'toString',
    'prototype',
  )
  const json = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(null, true, false, 0, '', 'x', 'work', '\0', '\ud800'),
      fc.array(tie('any'), { maxLength: 3 }),
      // As JSON.parse makes them: __proto__ is a name like any other.
      fc.array(fc.tuple(key, tie('any')), { maxLength: 4 }).map((entries) => {
        const pairs = entries.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)
        return JSON.parse(`{${pairs.join(',')}}`)
      }),
    ),
  })).any
  const operation = fc.record(
    {
      op: fc.constantFrom('add', 'replace', 'remove', 'add', 'replace', 'test'),
      path: fc.oneof(fc.constantFrom(...names, ...odd), json),
      value: json,
    },
    { requiredKeys: ['op'] },
  )

  test('a PATCH throws ScimError or nothing, changes only its copy, and reaches no prototype', () => {
    const before = { userName: 'ada', emails: [{ ...work }, { ...home }], name: { givenName: 'A' } }
    const copy = structuredClone(before)
    fc.assert(
      fc.property(
        fc.array(operation, { maxLength: 4 }),
        fc.constantFrom(kindly, strictly),
        (operations, how) => {
          faultOf(() => patched(userType, before, operations, how))
          return (
            isDeepStrictEqual(before, copy) &&
            Object.keys(Object.prototype).length === 0 &&
            ({} as JsonObject).value === undefined
          )
        },
      ),
      { numRuns: 1_000 },
    )
  })

  const patchedOrNull = (operations: unknown[]): JsonObject | null => {
    let done: JsonObject | null = null
    faultOf(() => {
      done = patched(userType, { userName: 'ada', emails: [work] }, operations, kindly).resource
    })
    return done
  }

  test('what was patched once can be patched again to the same', () => {
    let agreed = 0
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 3 }), (operations) => {
        const once = patchedOrNull([...operations])
        if (!once) return
        const replaced = patched(
          userType,
          { userName: 'x' },
          [{ op: 'replace', value: once }],
          kindly,
        ).resource
        expect(replaced).toEqual(once)
        agreed++
      }),
      { numRuns: 500 },
    )
    expect(agreed).toBeGreaterThan(20)
  })
})
