import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../src/domain/json.ts'
import type { UserFacts, UserFields } from '../../src/domain/provisioned.ts'
import { inWords, Refusal, type RefusalFacts } from '../../src/domain/refusal.ts'
import { errorBody, ScimError } from '../../src/scim/errors.ts'
import { readOperations } from '../../src/scim/patch/operations.ts'
import { patchUser } from '../../src/scim/patch-user.ts'
import { kindly } from '../../src/scim/read/reading.ts'
import { readResource } from '../../src/scim/read/resource.ts'
import { refusalWords } from '../../src/scim/refusal-words.ts'
import { groupResource } from '../../src/scim/render/group.resource.ts'
import { storedUser, userResource } from '../../src/scim/render/user.resource.ts'
import { userFields } from '../../src/scim/render/user-fields.ts'
import { userType } from '../../src/scim/schema/resource-type.ts'

const BASE = 'https://usher.test/scim/v2'
const U = 'urn:ietf:params:scim:schemas:core:2.0:User'
const E = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const X = 'urn:ietf:params:scim:schemas:extension:usher:2.0:User'

const nothing: UserFields = {
  externalId: null,
  userName: 'ada@x.test',
  isActive: true,
  email: null,
  deliveryEmail: null,
  phone: null,
  firstName: null,
  lastName: null,
  displayName: null,
  position: null,
  gender: null,
  birthday: null,
  avatarUrl: null,
  managerId: null,
  department: null,
  kept: {},
}
const stamp = {
  id: 'u1',
  createdAt: new Date('2026-11-21T08:00:00Z'),
  changedAt: new Date('2026-11-21T09:00:00.123Z'),
  version: 7,
}
const facts = (its: Partial<UserFacts>): UserFacts => ({
  ...nothing,
  ...stamp,
  isActive: true,
  managerName: null,
  groups: null,
  sites: null,
  ...its,
})
const created = (body: JsonObject) =>
  userFields(readResource(userType, { schemas: [U], userName: 'ada@x.test', ...body }, kindly), null)

function afterwards(fields: UserFields, ...Operations: unknown[]): UserFields {
  const body = { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations }
  return patchUser(fields, readOperations(userType, body, kindly), kindly).fields
}

describe('a user is shown', () => {
  test('whole', () => {
    const ada = facts({
      externalId: '00u1',
      email: 'ada@x.test',
      deliveryEmail: 'ada@home.test',
      phone: '+905551234567',
      firstName: 'Ada',
      lastName: 'Lovelace',
      displayName: 'Ada L.',
      position: 'Analyst',
      gender: 'female',
      birthday: '1990-12-10',
      avatarUrl: 'https://usher.test/avatars/a.png',
      managerId: 'm1',
      managerName: 'Grace Hopper',
      department: 'Engines',
      groups: [{ id: 'g1', name: 'Platform' }],
      sites: [{ id: 's1', name: 'London' }],
      kept: { nickName: 'Countess', [E]: { costCenter: '4130' }, name: { middleName: 'King' } },
    })
    expect(userResource(ada, BASE)).toEqual({
      schemas: [U, E, X],
      id: 'u1',
      externalId: '00u1',
      userName: 'ada@x.test',
      name: { givenName: 'Ada', familyName: 'Lovelace', middleName: 'King' },
      displayName: 'Ada L.',
      title: 'Analyst',
      active: true,
      nickName: 'Countess',
      [E]: {
        costCenter: '4130',
        department: 'Engines',
        manager: { value: 'm1', $ref: `${BASE}/Users/m1`, displayName: 'Grace Hopper' },
      },
      [X]: {
        gender: 'female',
        birthday: '1990-12-10',
        personalAddress: 'ada@home.test',
        sites: [{ value: 's1', display: 'London' }],
      },
      emails: [
        { type: 'work', primary: true, value: 'ada@x.test' },
        { type: 'other', value: 'ada@home.test' },
      ],
      phoneNumbers: [{ type: 'mobile', value: '+905551234567' }],
      photos: [{ type: 'photo', primary: true, value: 'https://usher.test/avatars/a.png' }],
      groups: [{ value: 'g1', $ref: `${BASE}/Groups/g1`, display: 'Platform', type: 'direct' }],
      meta: {
        resourceType: 'User',
        created: '2026-11-21T08:00:00.000Z',
        lastModified: '2026-11-21T09:00:00.123Z',
        location: `${BASE}/Users/u1`,
        version: 'W/"7"',
      },
    })
  })

  test('with no more than there is', () => {
    const { meta, ...shown } = userResource(facts({ isActive: false }), BASE)
    expect(shown).toEqual({ schemas: [U], id: 'u1', userName: 'ada@x.test', active: false })
  })

  test('as the provider wrote it', () => {
    const body = {
      emails: [
        { value: 'Ada@X.test', type: 'work', primary: true },
        { value: 'ada@old.test', type: 'home' },
        { value: 'ada@third.test', type: 'other' },
      ],
      phoneNumbers: [
        { value: 'tel:555-5555', type: 'work' },
        { value: '+90 (555) 123-45-67', type: 'mobile' },
      ],
      photos: [{ value: 'data:image/png;base64,AAAA', type: 'photo' }],
      roles: [{ value: 'Admin', primary: true }],
      [E]: { employeeNumber: '7', division: 'D', department: 'E', manager: { value: 'm1' } },
    }
    const fields = created(body)
    expect(fields).toMatchObject({
      email: 'Ada@X.test',
      deliveryEmail: 'ada@third.test',
      phone: '+905551234567',
      avatarUrl: null,
      department: 'E',
      managerId: 'm1',
    })
    expect(storedUser(fields)).toMatchObject(body)
  })
})

describe('what a provider says of a person', () => {
  test.each<[string, JsonObject, Partial<UserFields>]>([
    ['the user name is the address when no other is given', {}, { email: 'ada@x.test' }],
    ['the user name is no address', { userName: 'ada' }, { email: null }],
    [
      'work before primary',
      {
        emails: [
          { value: 'h@x.test', type: 'home', primary: true },
          { value: 'w@x.test', type: 'work' },
        ],
      },
      { email: 'w@x.test', deliveryEmail: 'h@x.test' },
    ],
    [
      'primary before the first',
      { emails: [{ value: 'a@x.test' }, { value: 'b@x.test', primary: true }] },
      { email: 'b@x.test', deliveryEmail: null },
    ],
    [
      'a home address alone is signed in with',
      { emails: [{ value: 'h@x.test', type: 'home' }] },
      { email: 'h@x.test', deliveryEmail: null },
    ],
    [
      'other before home',
      {
        emails: [
          { value: 'w@x.test', type: 'work' },
          { value: 'h@x.test', type: 'home' },
          { value: 'o@x.test', type: 'other' },
        ],
      },
      { deliveryEmail: 'o@x.test' },
    ],
    [
      'the extension before the emails',
      {
        emails: [
          { value: 'w@x.test', type: 'work' },
          { value: 'o@x.test', type: 'other' },
        ],
        [X]: { personalAddress: 'p@x.test' },
      },
      { deliveryEmail: 'p@x.test' },
    ],
    [
      'an address that is none is handed on, to be refused',
      { emails: [{ value: 'not an address', type: 'work' }] },
      { email: 'not an address' },
    ],
    [
      'a number on a desk is nobody to sign in with',
      { phoneNumbers: [{ value: '+442071234567', type: 'work' }] },
      { phone: null },
    ],
    [
      'a mobile that can not be read is kept',
      { phoneNumbers: [{ value: '0555', type: 'mobile' }] },
      { phone: null, kept: { phoneNumbers: [{ value: '0555', type: 'mobile' }] } },
    ],
    [
      'a thumbnail is no picture',
      { photos: [{ value: 'https://x/t', type: 'thumbnail' }] },
      { avatarUrl: null },
    ],
    [
      'a script is no picture',
      { photos: [{ value: 'javascript:alert(1)', type: 'photo' }] },
      { avatarUrl: null },
    ],
    ['blank is nothing', { title: ' ', name: { givenName: '' } }, { position: null, firstName: null }],
    ['nothing said of active', {}, { isActive: null }],
    ['active', { active: false }, { isActive: false }],
    [
      'what has no column is kept',
      {
        nickName: 'A',
        locale: 'en',
        name: { formatted: 'F', givenName: 'G' },
        [E]: { costCenter: 'c', department: 'd' },
      },
      {
        firstName: 'G',
        department: 'd',
        kept: { nickName: 'A', locale: 'en', name: { formatted: 'F' }, [E]: { costCenter: 'c' } },
      },
    ],
    ['a password is nowhere', { password: 'secret' }, { kept: {} }],
  ])('%s', (_, body, expected) => expect(created(body)).toMatchObject(expected))

  const ada = created({
    emails: [{ value: 'ada@x.test', type: 'work', primary: true }],
    name: { givenName: 'Ada', formatted: 'Ada!' },
    [X]: { personalAddress: 'p@x.test' },
  })
  const op = (path: string, value: unknown) => ({ op: 'replace', path, value })
  test.each<[string, unknown[], Partial<UserFields>]>([
    [
      'a new work address',
      [op('emails[type eq "work"].value', 'new@x.test')],
      { email: 'new@x.test', deliveryEmail: 'p@x.test' },
    ],
    [
      'an address that was said stays when the user name goes',
      [op('userName', 'b@x.test')],
      { userName: 'b@x.test', email: 'ada@x.test' },
    ],
    [
      'both at once',
      [op('userName', 'b@x.test'), op('emails[type eq "work"].value', 'c@x.test')],
      { email: 'c@x.test' },
    ],
    [
      'the personal address, in the extension',
      [op(`${X}:personalAddress`, 'q@x.test')],
      { deliveryEmail: 'q@x.test' },
    ],
    [
      'the personal address, among the emails',
      [op('emails[type eq "other"].value', 'q@x.test')],
      { deliveryEmail: 'q@x.test' },
    ],
    [
      'the personal address goes',
      [{ op: 'remove', path: 'emails[type eq "other"]' }],
      { deliveryEmail: null },
    ],
    [
      'the personal address goes, in the extension',
      [op(`${X}:personalAddress`, null)],
      { deliveryEmail: null },
    ],
    ['the title empties', [op('title', '')], { position: null }],
    ['the manager', [op(`${E}:manager`, { value: 'm2' })], { managerId: 'm2' }],
    [
      'what is kept',
      [op('name.formatted', 'Countess')],
      { firstName: 'Ada', kept: { ...ada.kept, name: { formatted: 'Countess' }, emails: expect.anything() } },
    ],
    ['inactive', [op('active', false)], { isActive: false, email: 'ada@x.test' }],
  ])('%s', (_, operations, expected) => expect(afterwards(ada, ...operations)).toMatchObject(expected))

  test('an address that nobody said is the user name, and follows it', () => {
    const bea = created({
      userName: 'bea@x.test',
      phoneNumbers: [{ value: '+905551234567', type: 'mobile' }],
    })
    expect(bea).toMatchObject({ email: 'bea@x.test', kept: { phoneNumbers: [{ type: 'mobile' }] } })
    const renamed = afterwards(bea, op('title', 'Chief'), op('userName', 'b@x.test'))
    expect(renamed).toMatchObject({ userName: 'b@x.test', email: 'b@x.test', position: 'Chief' })
    expect(renamed.kept).toEqual(bea.kept)
    const moved = afterwards({ ...bea, email: 'moved@x.test' }, op('userName', 'c@x.test'))
    expect(moved).toMatchObject({ userName: 'c@x.test', email: 'moved@x.test' })
  })

  test('what was changed in Usher is shown in the place of what was kept', () => {
    const moved = { ...ada, email: 'moved@x.test', deliveryEmail: null, phone: '+905551234567' }
    expect(storedUser(moved)).toMatchObject({
      emails: [{ value: 'moved@x.test', type: 'work', primary: true }],
      phoneNumbers: [{ value: '+905551234567', type: 'mobile' }],
    })
    expect(storedUser({ ...moved, email: null, phone: null })).not.toHaveProperty('emails')
  })

  test('a mobile that can not be read stays where it is', () => {
    const fields = created({ phoneNumbers: [{ value: '0555', type: 'mobile' }] })
    expect(storedUser(fields).phoneNumbers).toEqual([{ value: '0555', type: 'mobile' }])
  })
})

test('whatever of a person is stored and shown is read back as it was', () => {
  const word = fc.option(fc.stringMatching(/^[a-z]{1,8}$/), { nil: null })
  const address = fc.option(fc.stringMatching(/^[a-z]{1,8}@[a-z]{1,8}\.test$/), { nil: null })
  const person = fc.record({
    externalId: word,
    userName: fc.stringMatching(/^[a-z]{1,8}$/),
    isActive: fc.boolean(),
    email: address,
    deliveryEmail: fc.constant(null),
    phone: fc.option(fc.stringMatching(/^\+[1-9][0-9]{7,10}$/), { nil: null }),
    firstName: word,
    lastName: word,
    displayName: word,
    position: word,
    gender: word,
    birthday: word,
    avatarUrl: fc.option(fc.constant('https://x.test/a.png'), { nil: null }),
    managerId: word,
    department: word,
  })
  fc.assert(
    fc.property(person, address, (it, personal) => {
      // Somebody without any other address signs in with the personal one: that is how a list is read.
      const fields: UserFields = {
        ...nothing,
        ...it,
        deliveryEmail: it.email && personal !== it.email ? personal : null,
      }
      const { kept, ...read } = userFields(storedUser(fields), null)
      const { kept: _, ...expected } = fields
      expect(read).toEqual(expected)
      expect(userFields(storedUser({ ...expected, kept }), null)).toEqual({ ...expected, kept })
    }),
    { numRuns: 150 },
  )
})

describe('a group is shown', () => {
  const platform = { ...stamp, id: 'g1', externalId: null, name: 'Platform', members: null }
  test('without members where they were not asked for', () => {
    expect(groupResource(platform, BASE)).toEqual({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
      id: 'g1',
      displayName: 'Platform',
      meta: expect.objectContaining({
        resourceType: 'Group',
        location: `${BASE}/Groups/g1`,
        version: 'W/"7"',
      }),
    })
  })
  test('with them where they were', () => {
    const shown = groupResource({ ...platform, externalId: 'x', members: [{ id: 'u1', name: 'Ada' }] }, BASE)
    expect(shown).toMatchObject({
      externalId: 'x',
      members: [{ value: 'u1', $ref: `${BASE}/Users/u1`, display: 'Ada', type: 'User' }],
    })
  })
})

describe('a refusal is said', () => {
  test.each<[Refusal, number, string | null]>([
    [new Refusal('not-found', { what: 'user' }), 404, null],
    [new Refusal('address-taken', { address: 'a@b' }), 409, 'uniqueness'],
    [new Refusal('phone-taken', { phone: '+1' }), 409, 'uniqueness'],
    [new Refusal('name-taken', { name: 'X', what: 'team' }), 409, 'uniqueness'],
    [new Refusal('last-owner'), 409, null],
    [new Refusal('manager-circle'), 400, 'invalidValue'],
    [new Refusal('address-unreadable', { typed: 'x', fault: 'domain' }), 400, 'invalidValue'],
    [
      new Refusal('not-permitted', { needs: 'user.create' as RefusalFacts['not-permitted']['needs'] }),
      403,
      null,
    ],
    [new Refusal('changed-meanwhile'), 412, null],
    [new Refusal('too-often', { retryAt: new Date(), waitSeconds: 60 }), 429, null],
    [new Refusal('cursor-unreadable'), 400, 'invalidCursor'],
  ])('%s', (refusal, status, scimType) =>
    expect(inWords(refusalWords, refusal)).toMatchObject({ status, scimType }),
  )

  test('several together, all of them', () => {
    const refusals = [new Refusal('birthday-unusable', { typed: 'x' }), new Refusal('contact-missing')]
    expect(inWords(refusalWords, new Refusal('several-faults', { refusals }))).toMatchObject({
      status: 400,
      message: expect.stringMatching(/birthday.*email address/),
    })
  })

  test('every code in whole sentences', () => {
    for (const say of Object.values(refusalWords)) {
      const facts = {
        refusals: [],
        allowed: [],
        known: [],
        wanted: [],
        state: 'x',
        setting: 'reminderAge',
        fault: {},
      }
      const answer = (say as (facts: unknown) => ScimError)(facts)
      expect(answer).toBeInstanceOf(ScimError)
      expect(answer.status).toBeGreaterThanOrEqual(400)
    }
  })

  test('in the form of RFC 7644 §3.12', () => {
    expect(errorBody(new ScimError('mutability', 'No.'))).toEqual({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      scimType: 'mutability',
      detail: 'No.',
      status: '400',
    })
    expect(errorBody(new ScimError(404, 'No.'))).toEqual({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      detail: 'No.',
      status: '404',
    })
  })
})
