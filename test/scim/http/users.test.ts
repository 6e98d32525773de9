import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Json, JsonObject } from '../../../src/domain/json.ts'
import { type Caller, userOf } from '../../support/scim/caller.ts'
import { openScimHouse, type ScimHouse } from '../../support/scim/door.ts'
import { Golden } from '../../support/scim/golden.ts'

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User'
const E = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const U = 'urn:ietf:params:scim:schemas:extension:usher:2.0:User'

let scim: ScimHouse
let idp: Caller
let strict: Caller
const golden = new Golden('users')
beforeAll(async () => {
  scim = await openScimHouse()
  idp = await scim.connect()
  strict = await scim.connect({
    flags: {
      unknownAttributes: 'reject',
      createOnReplace: 'strict',
      removeMembersWithValue: 'strict',
      emptyStringClears: false,
      patchAnswer: { user: 204, group: 200 },
    },
  })
})
afterAll(async () => {
  golden.close()
  await scim.close()
})

let number = 0
const someone = (more: JsonObject = {}, by = idp) => by.user(`user-${++number}@acme.test`, more)

describe('what can not be made is refused in words', () => {
  const cases: [string, JsonObject][] = [
    ['no userName', { schemas: [USER] }],
    ['an empty userName', userOf('')],
    ['a userName of spaces', userOf('   ')],
    ['a userName that is a number', { schemas: [USER], userName: 42 }],
    ['a userName that is too long', userOf(`${'x'.repeat(600)}@acme.test`)],
    ['no address at all', userOf('just-a-name')],
    ['an address that is none', userOf('x', { emails: [{ value: 'not an address', type: 'work' }] })],
    ['emails that are no list', userOf('x', { emails: { value: 'x@acme.test', kind: { deep: 1 } } as Json })],
    ['an email that is a number', userOf('x', { emails: [{ value: 7, type: 'work' }] })],
    [
      'two emails that are primary',
      userOf('x', {
        emails: [
          { value: 'x@acme.test', primary: true },
          { value: 'y@acme.test', primary: true },
        ],
      }),
    ],
    ['active that is neither', userOf('x@acme.test', { active: 'maybe' })],
    ['a name that is a text', userOf('x@acme.test', { name: 'Ada' })],
    ['a birthday that is none', userOf('x@acme.test', { [U]: { birthday: '31.12.1990' } })],
    [
      'a mobile number that is none is kept as it came',
      userOf('kept@acme.test', { phoneNumbers: [{ value: 'call me', type: 'mobile' }] }),
    ],
    [
      'a manager nobody knows is kept as it came',
      userOf('managed@acme.test', { [E]: { manager: { value: 'HR-7' } } }),
    ],
    ['a text that is too long', userOf('x@acme.test', { nickName: 'x'.repeat(5_000) })],
    [
      'more emails than anybody has',
      userOf('x@acme.test', {
        emails: Array.from({ length: 501 }, (_, at) => ({ value: `${at}@acme.test` })),
      }),
    ],
    ['a moment in a text', userOf('x@acme.test', { title: { value: 'Clerk' } })],
    ['a certificate that is no base64', userOf('x@acme.test', { x509Certificates: [{ value: 'ä' }] })],
  ]
  test.each(cases)('%s', async (what, body) =>
    golden.expect(`create: ${what}`, await idp.post('/Users', body)),
  )
})

describe('who has something already keeps it', () => {
  beforeAll(async () => {
    await idp.user('taken@acme.test', {
      externalId: 'taken-id',
      phoneNumbers: [{ value: '+442079461111', type: 'mobile' }],
    })
  })

  test.each([
    ['the userName', userOf('TAKEN@acme.test')],
    ['the externalId', userOf('other@acme.test', { externalId: 'taken-id' })],
    ['the address', userOf('other-name', { emails: [{ value: 'Taken@acme.test', type: 'work' }] })],
    [
      'the mobile number',
      userOf('other-2@acme.test', { phoneNumbers: [{ value: '+44 20 7946 1111', type: 'mobile' }] }),
    ],
  ])('%s, on create', async (what, body) => golden.expect(`taken: ${what}`, await idp.post('/Users', body)))

  test.each([
    ['the userName', { op: 'replace', path: 'userName', value: 'taken@acme.test' }],
    ['the externalId', { op: 'replace', path: 'externalId', value: 'taken-id' }],
    ['the address', { op: 'replace', path: 'emails', value: [{ value: 'taken@acme.test', type: 'work' }] }],
  ])('%s, on PATCH', async (what, operation) => {
    golden.expect(`taken by PATCH: ${what}`, await idp.patch(`/Users/${await someone()}`, [operation]))
  })

  test('an unknown user of another connection is nobody', async () => {
    const made = await strict.post('/Users', userOf('somebody-else@acme.test'))
    expect(made.status).toBe(201)
    golden.expect('taken: by another connection', await idp.post('/Users', userOf('somebody-else@acme.test')))
  })
})

describe('a PATCH that can not be is refused whole', () => {
  const cases: [string, Json[]][] = [
    ['an operation without op', [{ path: 'title', value: 'x' }]],
    ['an unknown op', [{ op: 'move', path: 'title', value: 'x' }]],
    ['an operation that is no object', ['replace']],
    ['add without a value', [{ op: 'add', path: 'title' }]],
    ['remove without a path', [{ op: 'remove' }]],
    ['a path that is none', [{ op: 'replace', path: 'emails[type eq "work"', value: 'x' }]],
    [
      'a path with a filter that is none',
      [{ op: 'replace', path: 'emails[type is "work"].value', value: 'x' }],
    ],
    [
      'a filter on what is no list',
      [{ op: 'replace', path: 'name[givenName eq "x"].familyName', value: 'x' }],
    ],
    [
      'an attribute in brackets nobody knows',
      [{ op: 'replace', path: 'emails[colour eq "red"].value', value: 'x' }],
    ],
    ['the id', [{ op: 'replace', path: 'id', value: 'x' }]],
    ['meta', [{ op: 'replace', path: 'meta.created', value: '2020-01-01T00:00:00Z' }]],
    ['groups', [{ op: 'add', path: 'groups', value: [{ value: 'x' }] }]],
    ['the userName removed', [{ op: 'remove', path: 'userName' }]],
    ['a wrong type', [{ op: 'replace', path: 'active', value: 'maybe' }]],
    ['an object without a path that is none', [{ op: 'add', value: 'x' }]],
    [
      'the seventh of seven',
      [
        ...Array(6).fill({ op: 'replace', path: 'title', value: 'half' }),
        { op: 'replace', path: 'active', value: 7 },
      ],
    ],
  ]
  test.each(cases)('%s', async (what, operations) => {
    const id = await someone({ title: 'Clerk' })
    const before = (await idp.get(`/Users/${id}`)).body
    golden.expect(`patch: ${what}`, await idp.patch(`/Users/${id}`, operations))
    expect((await idp.get(`/Users/${id}`)).body).toEqual(before)
  })

  test('too many operations', async () => {
    const operations = Array(2_001).fill({ op: 'replace', path: 'title', value: 'x' })
    golden.expect('patch: too many', await idp.patch(`/Users/${await someone()}`, operations))
  })
})

describe('a connection that would rather be refused', () => {
  test('is told of what is in no schema', async () => {
    golden.expect(
      'strict: unknown',
      await strict.post('/Users', userOf('strict-1@acme.test', { shoeSize: 42 })),
    )
    const schemas = [USER, 'urn:example:unknown']
    golden.expect('strict: schema', await strict.post('/Users', userOf('strict-1@acme.test', { schemas })))
    const id = await someone({}, strict)
    golden.expect(
      'strict: path',
      await strict.patch(`/Users/${id}`, [{ op: 'add', path: 'shoeSize', value: 42 }]),
    )
    golden.expect(
      'strict: value',
      await strict.patch(`/Users/${id}`, [{ op: 'add', value: { shoeSize: 42 } }]),
    )
  })

  test('of a filter that chooses nothing', async () => {
    const id = await someone({}, strict)
    const operations = [{ op: 'replace', path: 'phoneNumbers[type eq "work"].value', value: '+44' }]
    golden.expect('strict: noTarget', await strict.patch(`/Users/${id}`, operations))
  })

  test('and hears 204 after a PATCH, unless it asks what came of it', async () => {
    const id = await someone({}, strict)
    const operations = [{ op: 'replace', path: 'title', value: 'Analyst' }]
    golden.expect('strict: 204', await strict.patch(`/Users/${id}`, operations))
    golden.expect('strict: attributes', await strict.patch(`/Users/${id}?attributes=title`, operations))
  })

  test('while a kind one ignores what it does not know', async () => {
    golden.expect(
      'kind: unknown',
      await idp.post('/Users', userOf('kind-1@acme.test', { shoeSize: 42, [E]: { shoe: 1 } })),
    )
    const id = await someone()
    golden.expect('kind: path', await idp.patch(`/Users/${id}`, [{ op: 'add', path: 'shoeSize', value: 42 }]))
  })
})

describe('what is asked for is shown', () => {
  let id = ''
  beforeAll(async () => {
    const boss = await idp.user('projected-boss@acme.test')
    id = await idp.user('projected@acme.test', {
      externalId: 'p-1',
      name: { givenName: 'Ada', familyName: 'Lovelace' },
      emails: [
        { value: 'projected@acme.test', type: 'work', primary: true },
        { value: 'projected@home.test', type: 'home' },
      ],
      [E]: { department: 'Analysis', manager: { value: boss } },
      [U]: { gender: 'female', birthday: '1990-12-10' },
    })
    await idp.group('Projection', [id])
  })

  test.each([
    'attributes=userName',
    'attributes=USERNAME,name.givenName',
    'attributes=emails.value',
    'attributes=emails',
    'attributes=groups',
    'attributes=groups.display,id',
    `attributes=${E}`,
    `attributes=${E}:department`,
    `attributes=${E}:manager.displayName,userName`,
    `attributes=${USER}:userName`,
    `attributes=${U}:birthday`,
    'attributes=meta',
    'attributes=meta.version',
    'attributes=password',
    'attributes=nothing',
    'attributes=',
    'excludedAttributes=emails,groups,meta',
    'excludedAttributes=id,schemas,userName',
    `excludedAttributes=${E},${U}`,
    `excludedAttributes=${E}:manager,name.familyName`,
    'excludedAttributes=nothing',
  ])('%s', async (query) => {
    golden.expect(`projection: ${query}`, await idp.get(`/Users/${id}?${query}`))
  })

  test('not both at once', async () => {
    golden.expect(
      'projection: both',
      await idp.get(`/Users/${id}?attributes=userName&excludedAttributes=emails`),
    )
  })

  test('of a create, a replace and a list too', async () => {
    golden.expect(
      'projection: create',
      await idp.post('/Users?attributes=userName', userOf('projected-2@acme.test')),
    )
    const body = userOf('projected@acme.test', { title: 'Countess' })
    golden.expect('projection: replace', await idp.put(`/Users/${id}?attributes=title`, body))
    golden.expect('projection: list', await idp.find('Users', 'externalId eq "p-1"', '&attributes=title'))
  })
})

describe('a replace', () => {
  test('clears what it leaves out, and keeps what the person is known by', async () => {
    const id = await idp.user('replaced@acme.test', {
      externalId: 'r-1',
      title: 'Clerk',
      name: { givenName: 'Ada' },
      locale: 'en-GB',
      active: false,
      [E]: { department: 'Sales', costCenter: '7' },
    })
    golden.expect(
      'replace: all',
      await idp.put(`/Users/${id}`, userOf('replaced@acme.test', { displayName: 'Ada' })),
    )
  })

  test('that says the same changes no version', async () => {
    const id = await idp.user('same@acme.test', { title: 'Clerk' })
    const { body, headers } = await idp.get(`/Users/${id}`)
    const again = await idp.put(`/Users/${id}`, body)
    expect([again.status, again.headers.etag, again.body.meta]).toEqual([200, headers.etag, body.meta])
  })

  test('with another id in the body is about the one in the address', async () => {
    const id = await idp.user('addressed@acme.test')
    const other = await idp.user('unaddressed@acme.test')
    const { body } = await idp.put(
      `/Users/${id}`,
      userOf('addressed@acme.test', { id: other, title: 'Clerk' }),
    )
    expect([body.id, body.title]).toEqual([id, 'Clerk'])
    expect((await idp.get(`/Users/${other}`)).body.title).toBeUndefined()
  })

  test('without a userName is refused', async () => {
    const id = await someone()
    golden.expect('replace: no userName', await idp.put(`/Users/${id}`, { schemas: [USER], title: 'x' }))
  })

  test('of somebody who is not there makes nobody', async () => {
    golden.expect(
      'replace: nobody',
      await idp.put('/Users/00000000-0000-4000-8000-000000000000', userOf('never@acme.test')),
    )
    expect((await idp.find('Users', 'userName eq "never@acme.test"')).body.totalResults).toBe(0)
  })
})

test('a password is taken, never shown, never stored, and never in a log', async () => {
  const secret = 'correct-horse-battery-staple'
  const id = await idp.user('secretive@acme.test', { password: secret })
  await idp.patch(`/Users/${id}`, [{ op: 'replace', path: 'password', value: secret }])
  await idp.put(`/Users/${id}`, userOf('secretive@acme.test', { password: secret }))
  const found = await idp.find('Users', `password eq "${secret}"`)
  expect(found.body).toMatchObject({ status: '400', scimType: 'invalidFilter' })
  await scim.flush()
  const tables = await scim.house.query<{ table_name: string }>(
    `select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  )
  for (const { table_name } of tables) {
    const [row] = await scim.house.query<{ found: boolean }>(
      `select exists (select 1 from "${table_name}" t where t::text like '%${secret}%') found`,
    )
    expect([table_name, row?.found]).toEqual([table_name, false])
  }
  expect(scim.log.join('\n')).not.toContain(secret)
})
