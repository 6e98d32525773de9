import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Json } from '../../../src/domain/json.ts'
import { type Caller, groupOf, patchOf, type Reply, userOf } from '../../support/scim/caller.ts'
import { openScimHouse, type ScimHouse } from '../../support/scim/door.ts'
import { Golden } from '../../support/scim/golden.ts'

const E = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const USER = 'urn:ietf:params:scim:schemas:core:2.0:User'
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group'

/** The oddities of identity providers, numbered as they were gathered; all of them sent to the default connector. */
let scim: ScimHouse
let idp: Caller
const golden = new Golden('gotchas')
beforeAll(async () => {
  scim = await openScimHouse()
  idp = await scim.connect({ connector: 'generic', name: 'Any provider' })
})
afterAll(async () => {
  golden.close()
  await scim.close()
})

const patched = async (id: string, ...operations: Json[]) => {
  const answer = await idp.patch(`/Users/${id}`, operations)
  expect([200, 204]).toContain(answer.status)
  return (await idp.get(`/Users/${id}`)).body
}
const membersOf = async (id: string): Promise<string[]> =>
  ((await idp.get(`/Groups/${id}`)).body.members ?? []).map((it: { value: string }) => it.value).sort()

describe('1 · a yes-or-no comes as a word', () => {
  test('False deactivates, and the person stays readable', async () => {
    const id = await idp.user('g1@acme.test', { active: true })
    golden.expect(
      '1 deactivate',
      await idp.patch(`/Users/${id}`, [{ op: 'Replace', path: 'active', value: 'False' }]),
    )
    golden.expect('1 get', await idp.get(`/Users/${id}`))
    golden.expect('1 find', await idp.find('Users', 'userName eq "g1@acme.test"'))
  })

  test('and a create with True makes somebody active', async () => {
    const { status, body } = await idp.post('/Users', userOf('g1b@acme.test', { active: 'True' }))
    expect([status, body.active]).toEqual([201, true])
  })
})

test('2 · an operation is written with a capital letter', async () => {
  const id = await idp.user('g2@acme.test', { title: 'Clerk' })
  const ada = await patched(
    id,
    { op: 'Add', path: 'nickName', value: 'Babs' },
    { op: 'Replace', path: 'displayName', value: 'Pvlo' },
    { op: 'Remove', path: 'title' },
  )
  expect([ada.nickName, ada.displayName, ada.title]).toEqual(['Babs', 'Pvlo', undefined])
})

describe('3 · a filter names an element that is not there yet', () => {
  test.each(['Add', 'Replace'])('%s makes it, and the other operations are applied too', async (op) => {
    const id = await idp.user(`g3-${op.toLowerCase()}`, {
      emails: [{ value: `${op}@home.test`, type: 'home' }],
    })
    const operations = [
      { op, path: 'emails[type eq "work"].value', value: `work-${op}@acme.test` },
      {
        op,
        path: 'phoneNumbers[type eq "mobile"].value',
        value: op === 'Add' ? '+442079460001' : '+442079460002',
      },
      { op, path: 'addresses[type eq "work"].locality', value: 'London' },
      { op, path: 'addresses[type eq "work"].country', value: 'GB' },
      { op, path: 'roles[primary eq "True"].value', value: 'Admin' },
      { op, path: 'title', value: 'Analyst' },
    ]
    golden.expect(`3 ${op}`, await idp.patch(`/Users/${id}`, operations))
  })

  test.each(['co "wo"', 'ne "home"', 'pr'])('but not from %s, which describes nothing', async (by) => {
    const id = await idp.user(`g3-${by.slice(0, 2)}@acme.test`)
    const path = `phoneNumbers[type ${by}].value`
    golden.expect(`3 ${by}`, await idp.patch(`/Users/${id}`, [{ op: 'add', path, value: '+44' }]))
  })
})

test('4 · dotted names and URNs are paths', async () => {
  const id = await idp.user('g4@acme.test')
  const value = {
    displayName: 'Bjfe',
    'name.givenName': 'Kkom',
    'name.familyName': 'Unua',
    [`${E}:employeeNumber`]: 'Aklq',
  }
  golden.expect('4', await idp.patch(`/Users/${id}`, [{ op: 'replace', value }]))
})

describe('members', () => {
  let [one, two, three] = ['', '', '']
  let group = ''
  beforeAll(async () => {
    one = await idp.user('m1@acme.test')
    two = await idp.user('m2@acme.test')
    three = await idp.user('m3@acme.test')
    group = await idp.group('Members')
  })
  const set = (...members: string[]) =>
    idp.patch(`/Groups/${group}`, [
      { op: 'replace', path: 'members', value: members.map((value) => ({ value })) },
    ])

  test('5 · a removal by value removes those alone', async () => {
    const five = await idp.group('Five', [one, two])
    const operations = [{ op: 'Remove', path: 'members', value: [{ $ref: null, value: one }] }]
    golden.expect('5', await idp.patch(`/Groups/${five}`, operations))
    expect(await membersOf(five)).toEqual([two])
  })

  test('5 · more of them than a request has operations for, too', async () => {
    await set(one, two, three)
    const many = [
      two,
      ...Array.from({ length: 60 }, (_, at) => `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`),
      three,
    ]
    const operations = [{ op: 'Remove', path: 'members', value: many.map((value) => ({ value })) }]
    expect((await idp.patch(`/Groups/${group}`, operations)).status).toBe(204)
    expect(await membersOf(group)).toEqual([one])
  })

  test('6 · a removal by path, also of somebody who is not there', async () => {
    await set(one, two)
    const operations = [{ op: 'remove', path: `members[value eq "${one}"]` }]
    for (const _ of [1, 2]) expect((await idp.patch(`/Groups/${group}`, operations)).status).toBe(204)
    expect(await membersOf(group)).toEqual([two])
  })

  test('7 · additions are repeated, and come at the same time', async () => {
    await set()
    const add = (...ids: string[]) =>
      idp.patch(`/Groups/${group}`, [
        { op: 'Add', path: 'members', value: ids.map((value) => ({ $ref: null, value })) },
      ])
    const answers = await Promise.all([add(one), add(two), add(three), add(one, two), add(one)])
    expect(answers.map((it) => [it.status, it.text])).toEqual(Array(5).fill([204, '']))
    expect(await membersOf(group)).toEqual([one, two, three].sort())
  })

  test('10 · a group without its members', async () => {
    const ten = await idp.group('Ten', [one])
    golden.expect('10 get', await idp.get(`/Groups/${ten}?excludedAttributes=members`))
    golden.expect('10 find', await idp.find('Groups', 'displayName eq "Ten"', '&excludedAttributes=members'))
    golden.expect('10 again', await idp.post('/Groups', groupOf('Ten')))
  })

  test('11 · is this one a member of that one?', async () => {
    await set(one)
    const probe = (user: string) =>
      idp.find('Groups', `id eq "${group}" and members eq "${user}"`, '&attributes=id')
    golden.expect('11 yes', await probe(one))
    golden.expect('11 no', await probe(two))
  })

  test('20 · a pushed group is renamed with its own id beside the name', async () => {
    const pushed = await idp.group('Pushed')
    const answer = await idp.patch(`/Groups/${pushed}`, [
      { op: 'replace', value: { id: pushed, displayName: 'New' } },
    ])
    expect([200, 204]).toContain(answer.status)
    expect((await idp.get(`/Groups/${pushed}`)).body.displayName).toBe('New')
  })

  test('23 · one goes and another comes in one request; all are replaced', async () => {
    await set(one)
    const exchanged = await idp.patch(`/Groups/${group}`, [
      { op: 'remove', path: `members[value eq "${one}"]` },
      { op: 'add', path: 'members', value: [{ value: two, display: 'm2@acme.test' }] },
    ])
    expect([200, 204]).toContain(exchanged.status)
    expect(await membersOf(group)).toEqual([two])
    const value = [one, three].map((it) => ({ value: it, display: 'x@acme.test' }))
    await idp.patch(`/Groups/${group}`, [{ op: 'replace', path: 'members', value }])
    expect(await membersOf(group)).toEqual([one, three].sort())
  })

  test('23 · whole or not at all', async () => {
    await set(one)
    const refused = await idp.patch(`/Groups/${group}`, [
      { op: 'remove', path: `members[value eq "${one}"]` },
      { op: 'add', path: 'members', value: [{ value: '00000000-0000-4000-8000-000000000000' }] },
    ])
    golden.expect('23 refused', refused)
    expect(await membersOf(group)).toEqual([one])
  })

  test('25 · an addition that is repeated', async () => {
    await set(one)
    const before = (await idp.get(`/Groups/${group}`)).body.meta
    const operations = [{ op: 'Add', path: 'members', value: [{ value: one }] }]
    expect((await idp.patch(`/Groups/${group}`, operations)).status).toBe(204)
    expect((await idp.get(`/Groups/${group}`)).body.meta).toEqual(before)
  })

  test('30 · a PUT whose members say their type and where they are', async () => {
    const thirty = await idp.group('Thirty', [two])
    const $ref = `https://usher.test/scim/v2/Users/${one}`
    const body = groupOf('Thirty', [], { members: [{ value: one, type: 'User', $ref }] })
    golden.expect('30 put', await idp.put(`/Groups/${thirty}`, body), { one, thirty })
    const { etag } = (await idp.get(`/Groups/${thirty}`)).headers
    expect((await idp.put(`/Groups/${thirty}`, body, { 'if-match': 'W/"1"' })).status).toBe(412)
    expect((await idp.put(`/Groups/${thirty}`, body, { 'if-match': etag })).status).toBe(200)
  })
})

test('8 · Test connection looks for somebody who can not exist', async () => {
  golden.expect('8', await idp.find('Users', 'userName eq "f6b4b7a1-6d4c-4e0a-9f4e-0d3a0d7b9a11"'))
})

describe('9 · people are matched', () => {
  let id = ''
  beforeAll(async () => {
    id = await idp.user('g9@acme.test', {
      externalId: '9d2f6325-ABCD',
      emails: [
        { value: 'g9@acme.test', type: 'work' },
        { value: 'private@home.test', type: 'home' },
      ],
    })
  })
  const found = async (filter: string) =>
    (await idp.find('Users', filter)).body.Resources.map((it: { id: string }) => it.id)

  test('by the work address, type and value of one and the same', async () => {
    expect(await found('emails[type eq "work"].value eq "g9@acme.test"')).toEqual([id])
    expect(await found('emails[type eq "work"].value eq "private@home.test"')).toEqual([])
  })

  test('by externalId, letter by letter', async () => {
    expect(await found('externalId eq "9d2f6325-ABCD"')).toEqual([id])
    expect(await found('externalId eq "9d2f6325-abcd"')).toEqual([])
  })

  test('26 · by whatever expression its console was given', async () => {
    expect(await found('username Eq "G9@acme.test"')).toEqual([id])
    expect(await found('emails eq "g9@acme.test"')).toEqual([id])
    expect(await found('emails co "g9@"')).toEqual([id])
  })
})

test('12 · a foreign schema of a group is dropped', async () => {
  const schemas = [GROUP, 'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group']
  golden.expect('12', await idp.post('/Groups', groupOf('Foreign', [], { schemas, externalId: '8aa1a0c0' })))
})

describe('13 · the manager', () => {
  let boss = ''
  beforeAll(async () => {
    boss = await idp.user('boss@acme.test', { displayName: 'The Boss' })
  })

  test.each([
    ['bare', (it: string): Json => it],
    ['in a list, with a reference', (it: string): Json => [{ $ref: `../Users/${it}`, value: it }]],
    ['as an object', (it: string): Json => ({ value: it })],
  ])('comes %s, and is cleared by an empty text', async (how, value) => {
    const id = await idp.user(`g13 ${how}@acme.test`.replaceAll(' ', '-').replace(',', ''))
    const managed = await patched(id, { op: 'Add', path: `${E}:manager`, value: value(boss) })
    expect(managed[E].manager).toEqual({
      value: boss,
      $ref: `https://usher.test/scim/v2/Users/${boss}`,
      displayName: 'The Boss',
    })
    const free = await patched(id, { op: 'Replace', path: `${E}:manager`, value: '' })
    expect(free[E]).toBeUndefined()
  })

  test('and by a removal', async () => {
    const id = await idp.user('g13-removed@acme.test', { [E]: { manager: { value: boss } } })
    expect((await patched(id, { op: 'Remove', path: `${E}:manager` }))[E]).toBeUndefined()
  })
})

test('14 · a null update: first with an empty text, then with null', async () => {
  const id = await idp.user('g14@acme.test', { title: 'Clerk' })
  expect((await patched(id, { op: 'Replace', path: 'title', value: '' })).title).toBeUndefined()
  expect((await patched(id, { op: 'Replace', path: 'title', value: null })).title).toBeUndefined()
})

test('15 · roles with a word for primary, and a type nobody knows', async () => {
  const roles = [
    { primary: 'True', type: 'WindowsAzureActiveDirectoryRole', display: 'Admin', value: 'Admin' },
  ]
  const made = await idp.post('/Users', userOf('g15@acme.test', { roles }))
  expect(made.body.roles).toEqual([{ ...roles[0], primary: true }])
  const changed = await patched(made.body.id, {
    op: 'Replace',
    path: 'roles[primary eq "True"].value',
    value: 'User',
  })
  expect(changed.roles).toEqual([{ ...roles[0], primary: true, value: 'User' }])
})

test('16 · soft delete, restore, delete, and the same person again', async () => {
  const id = await idp.user('g16@acme.test', { externalId: 'oid-16' })
  const replies: Reply[] = [
    await idp.patch(`/Users/${id}`, [{ op: 'Replace', path: 'active', value: 'False' }]),
    await idp.get(`/Users/${id}`),
    await idp.find('Users', 'externalId eq "oid-16"'),
    await idp.patch(`/Users/${id}`, [{ op: 'Replace', path: 'active', value: 'True' }]),
    await idp.delete(`/Users/${id}`),
    await idp.get(`/Users/${id}`),
    await idp.delete(`/Users/${id}`),
    await idp.find('Users', 'externalId eq "oid-16"'),
    await idp.post('/Users', userOf('g16@acme.test', { externalId: 'oid-16' })),
  ]
  golden.expect('16', replies)
  expect(replies.map((it) => it.status)).toEqual([200, 200, 200, 200, 204, 404, 404, 200, 201])
})

describe('17 · pace and bareness', () => {
  test('a hundred requests in a second are no reason for 429', async () => {
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, at) => idp.find('Users', `userName eq "nobody-${at}"`)),
    )
    expect(new Set(answers.map((it) => it.status))).toEqual(new Set([200]))
  })

  test('no operations change nothing', async () => {
    const id = await idp.user('g17@acme.test')
    const answer = await idp.send('PATCH', `/Users/${id}`, { body: patchOf([]) })
    expect(answer.status).toBe(200)
  })

  test('no User-Agent, no Accept, no type of the body', async () => {
    const headers = { 'user-agent': undefined, accept: undefined, 'content-type': undefined }
    const answer = await idp.send('POST', '/Users', { body: userOf('g17b@acme.test'), headers })
    expect([answer.status, answer.headers['content-type']]).toEqual([201, 'application/scim+json'])
  })
})

test('18 · a create with a password, no groups, and a locale', async () => {
  const body = {
    schemas: [USER],
    userName: 'test.user@okta.local',
    name: { givenName: 'Test', familyName: 'User' },
    emails: [{ primary: true, value: 'test.user@okta.local', type: 'work' }],
    displayName: 'Test User',
    locale: 'en-US',
    externalId: '00ujl29u0le5T6Aj10h7',
    groups: [],
    password: '1mz050nq',
    active: true,
  }
  golden.expect('18', await idp.post('/Users', body))
})

describe('19 · changes of a person', () => {
  test('by PUT of what was read before, id, groups and meta inside', async () => {
    const id = await idp.user('g19@acme.test', { name: { givenName: 'Test', familyName: 'User' } })
    await idp.group('Nineteen', [id])
    const { body: read } = await idp.get(`/Users/${id}`)
    const body = { ...read, name: { ...read.name, givenName: 'Another', middleName: 'Excited' } }
    golden.expect('19 put', await idp.put(`/Users/${id}`, body))
  })

  test('by a value without a path', async () => {
    const id = await idp.user('g19b@acme.test')
    expect((await patched(id, { op: 'replace', value: { active: false } })).active).toBe(false)
  })

  test('and of a password, which changes nothing here', async () => {
    const id = await idp.user('g19c@acme.test')
    const before = (await idp.get(`/Users/${id}`)).body
    expect(await patched(id, { op: 'replace', value: { password: 'notarealpassword' } })).toEqual(before)
  })
})

test('21 · pages are numbers, and somebody who is not there is an empty list', async () => {
  golden.expect(
    '21 nobody',
    await idp.find('Users', 'userName eq "nobody@acme.test"', '&startIndex=1&count=100'),
  )
  const walked: string[] = []
  for (let startIndex = 1; ; startIndex += 7) {
    const { body } = await idp.get(`/Users?startIndex=${startIndex}&count=7`)
    expect([typeof body.totalResults, body.startIndex, typeof body.itemsPerPage]).toEqual([
      'number',
      startIndex,
      'number',
    ])
    walked.push(...body.Resources.map((it: { id: string }) => it.id))
    if (walked.length >= body.totalResults) break
  }
  expect(new Set(walked).size).toBe(walked.length)
})

test('22 · an id that never was is 404, however it looks', async () => {
  for (const id of [
    '010101001010101011001010101011',
    'x',
    '%00',
    '00000000-0000-4000-8000-000000000000',
    'Ünïcode',
  ])
    expect([id, (await idp.get(`/Users/${encodeURIComponent(decodeURIComponent(id))}`)).status]).toEqual([
      id,
      404,
    ])
  golden.expect('22', await idp.get('/Users/010101001010101011001010101011'))
})

test('24 · a template with a null id, a word, a managerId, and an extension nobody declared', async () => {
  const manager = await idp.user('g24-boss@acme.test')
  const body = {
    [E]: { department: 'Sales', manager: { managerId: manager, displayName: 'Grace Hopper' } },
    active: 'true',
    emails: [{ value: 'g24@acme.test', type: 'work', primary: true }],
    meta: { resourceType: 'User' },
    name: { familyName: 'Lee', givenName: 'Ann', formatted: 'Ann Lee' },
    userName: 'g24@acme.test',
    id: null,
    schemas: [USER],
  }
  const accept = 'application/json'
  golden.expect(
    '24 first',
    await idp.get('/Users?filter=userName%20eq%20%22dummy%40x.invalid%22', { accept }),
  )
  golden.expect('24 create', await idp.post('/Users', body, { accept }), { manager })
})

test('25 · an activation makes, changes and deletes a test user and a test group', async () => {
  const id = await idp.user('activation@acme.test', { active: true })
  const group = await idp.group('Activation')
  const statuses = [
    await idp.patch(`/Groups/${group}`, [{ op: 'add', path: 'members', value: [{ value: id }] }]),
    await idp.put(`/Users/${id}`, userOf('activation@acme.test', { active: true, title: 'Changed' })),
    await idp.delete(`/Groups/${group}`),
    await idp.delete(`/Users/${id}`),
  ].map((it) => it.status)
  expect(statuses).toEqual([204, 200, 204, 204])
})

test('27 · somebody active is deleted, and is in no group any more', async () => {
  const id = await idp.user('g27@acme.test')
  const group = await idp.group('Twenty-seven', [id])
  expect((await idp.delete(`/Users/${id}`)).status).toBe(204)
  expect(await membersOf(group)).toEqual([])
})

test('28 · a creation that is repeated is 409, and one person', async () => {
  golden.expect('28 probe', await idp.get('/ServiceProviderConfig'))
  const body = userOf('g28@acme.test', { externalId: '6508d1', [E]: { employeeNumber: '42' } })
  expect((await idp.post('/Users', body)).status).toBe(201)
  golden.expect('28 again', await idp.post('/Users', body))
  expect((await idp.find('Users', 'externalId eq "6508d1"')).body.totalResults).toBe(1)
})

describe('29 · a client that goes by the configuration', () => {
  test('edits a group by a value that repeats schemas and id', async () => {
    const group = await idp.group('Sales')
    const value = { schemas: [GROUP], id: group, externalId: '0f1d', displayName: 'Sales EMEA' }
    expect((await idp.patch(`/Groups/${group}`, [{ op: 'replace', value }])).status).toBe(204)
    const { body } = await idp.find('Groups', 'displayName eq "Sales EMEA"')
    expect([body.totalResults, body.Resources[0].externalId]).toEqual([1, '0f1d'])
  })

  test('changes people by PUT alone', async () => {
    const id = await idp.user('g29@acme.test', { displayName: 'Ann' })
    const body = userOf('g29@acme.test', { id, displayName: 'Ann Lee', active: true, externalId: 'c6f2' })
    expect((await idp.put(`/Users/${id}`, body)).body.displayName).toBe('Ann Lee')
  })

  test('and writes a text without quotation marks, which is refused in words', async () => {
    golden.expect('29 unquoted', await idp.find('Users', 'userName eq josegomezr'))
  })
})

test('30 · searches by POST, and everything at once', async () => {
  const body = {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'],
    filter: 'displayName sw "twenty-s"',
  }
  expect((await idp.post('/.search', body)).body.totalResults).toBe(1)
  expect((await idp.post('/Groups/.search', body)).body.totalResults).toBe(1)
  expect((await idp.post('/Users/.search', body)).body.totalResults).toBe(0)
})

test('31 · a charset, a slash at the end, lower case, and addresses that do not depend on a proxy', async () => {
  const headers = {
    'content-type': 'application/scim+json; charset=utf-8',
    host: 'evil.test',
    'x-forwarded-host': 'evil.test',
  }
  const made = await idp.post('/users/', userOf('g31@acme.test'), headers)
  const location = `https://usher.test/scim/v2/Users/${made.body.id}`
  expect([made.status, made.headers.location, made.body.meta.location]).toEqual([201, location, location])
  for (const path of [`/users/${made.body.id}/`, `/USERS/${made.body.id}`, `//Users/${made.body.id}`])
    expect((await idp.get(path)).status).toBe(200)
})
