import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Json, JsonObject } from '../../../src/domain/json.ts'
import { type Caller, groupOf } from '../../support/scim/caller.ts'
import { openScimHouse, type ScimHouse } from '../../support/scim/door.ts'
import { Golden } from '../../support/scim/golden.ts'

const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group'
const NOBODY = '00000000-0000-4000-8000-000000000000'

let scim: ScimHouse
let idp: Caller
let strict: Caller
let [ada, grace] = ['', '']
const golden = new Golden('groups')
beforeAll(async () => {
  scim = await openScimHouse()
  idp = await scim.connect()
  strict = await scim.connect({
    flags: { removeMembersWithValue: 'strict', patchAnswer: { user: 204, group: 200 } },
  })
  ada = await idp.user('ada@acme.test', { displayName: 'Ada' })
  grace = await idp.user('grace@acme.test', { displayName: 'Grace' })
})
afterAll(async () => {
  golden.close()
  await scim.close()
})

let number = 0
const some = (members: string[] = [], more: JsonObject = {}) => idp.group(`Group ${++number}`, members, more)
const members = async (id: string): Promise<string[]> =>
  ((await idp.get(`/Groups/${id}`)).body.members ?? []).map((it: { display: string }) => it.display).sort()

test('a group is made, shown, replaced and deleted', async () => {
  const made = await idp.post('/Groups', groupOf('Whole life', [ada], { externalId: 'g-1' }))
  const id = made.body.id
  const replies = [
    made,
    await idp.get(`/Groups/${id}`),
    await idp.put(`/Groups/${id}`, groupOf('Whole life', [grace])),
    await idp.put(`/Groups/${id}`, groupOf('Another life')),
    await idp.get(`/Users/${ada}?attributes=groups`),
    await idp.delete(`/Groups/${id}`),
    await idp.get(`/Groups/${id}`),
    await idp.delete(`/Groups/${id}`),
    await idp.post('/Groups', groupOf('Another life', [], { externalId: 'g-1' })),
  ]
  golden.expect('life', replies, { ada, grace })
})

describe('what can not be made is refused in words', () => {
  const cases: [string, JsonObject][] = [
    ['no name', { schemas: [GROUP] }],
    ['an empty name', groupOf('')],
    ['a name that is no text', { schemas: [GROUP], displayName: ['x'] as Json }],
    ['a name that is too long', groupOf('x'.repeat(300))],
    ['a member nobody knows', groupOf('Unknown', [NOBODY])],
    ['a member with an odd id', groupOf('Odd', ['HR-7'])],
    ['a group in a group', groupOf('Nested', [], { members: [{ value: NOBODY, type: 'Group' }] })],
    ['a member without a value', groupOf('Empty', [], { members: [{ display: 'Ada' }] })],
    ['members that are no list', groupOf('Text', [], { members: { display: 'x', kind: 7 } })],
  ]
  test.each(cases)('%s', async (what, body) =>
    golden.expect(`create: ${what}`, await idp.post('/Groups', body)),
  )

  test('a name that is there already, in another case', async () => {
    await idp.group('Taken')
    golden.expect('create: taken', await idp.post('/Groups', groupOf('TAKEN')))
    const other = await some()
    golden.expect(
      'rename: taken',
      await idp.patch(`/Groups/${other}`, [{ op: 'replace', path: 'displayName', value: 'Taken' }]),
    )
  })

  test('an externalId that is there already', async () => {
    await idp.group('External', [], { externalId: 'e-1' })
    golden.expect(
      'create: external',
      await idp.post('/Groups', groupOf('External 2', [], { externalId: 'e-1' })),
    )
  })
})

describe('a PATCH that can not be is refused whole', () => {
  const cases: [string, Json[]][] = [
    ['the name removed', [{ op: 'remove', path: 'displayName' }]],
    ['the id of another', [{ op: 'replace', path: 'id', value: NOBODY }]],
    ['a member changed', [{ op: 'replace', path: 'members[value eq "x"].value', value: NOBODY }]],
    ['a display changed', [{ op: 'replace', path: 'members.display', value: 'x' }]],
    [
      'members chosen by what only a look at all of them could tell',
      [{ op: 'remove', path: 'members[display sw "A"]' }],
    ],
    ['somebody nobody knows', [{ op: 'add', path: 'members', value: [{ value: NOBODY }] }]],
    ['a group in a group', [{ op: 'add', path: 'members', value: [{ value: NOBODY, type: 'Group' }] }]],
    ['members that are a number', [{ op: 'replace', path: 'members', value: 7 }]],
  ]
  test.each(cases)('%s', async (what, operations) => {
    const id = await some([ada])
    const before = (await idp.get(`/Groups/${id}`)).body
    const renamed = [{ op: 'replace', path: 'displayName', value: 'Renamed' }, ...operations]
    golden.expect(`patch: ${what}`, await idp.patch(`/Groups/${id}`, renamed))
    expect((await idp.get(`/Groups/${id}`)).body).toEqual(before)
  })
})

describe('members', () => {
  test('are added without a path', async () => {
    const id = await some()
    await idp.patch(`/Groups/${id}`, [{ op: 'add', value: { members: [{ value: ada }] } }])
    expect(await members(id)).toEqual(['Ada'])
  })

  test('are replaced without a path', async () => {
    const id = await some([ada])
    await idp.patch(`/Groups/${id}`, [
      { op: 'replace', value: { members: [{ value: grace }], displayName: 'Swapped' } },
    ])
    expect(await members(id)).toEqual(['Grace'])
  })

  test('are chosen several at once', async () => {
    const id = await some([ada, grace])
    await idp.patch(`/Groups/${id}`, [
      { op: 'remove', path: `members[value eq "${ada}" or value eq "${grace}"]` },
    ])
    expect(await members(id)).toEqual([])
  })

  test('are taken one operation after the other', async () => {
    const id = await some()
    await idp.patch(`/Groups/${id}`, [
      { op: 'add', path: 'members', value: [{ value: ada }, { value: grace }] },
      { op: 'remove', path: `members[value eq "${ada}"]` },
      { op: 'remove', path: 'members' },
      { op: 'add', path: 'members', value: [{ value: ada }] },
    ])
    expect(await members(id)).toEqual(['Ada'])
  })

  test('that are none of theirs leave without a word', async () => {
    const id = await some([ada])
    const { status } = await idp.patch(`/Groups/${id}`, [
      { op: 'remove', path: `members[value eq "${NOBODY}"]` },
    ])
    expect([status, await members(id)]).toEqual([204, ['Ada']])
  })

  test('who were suspended stay; who were deleted go', async () => {
    const [one, two] = [await idp.user('one@acme.test'), await idp.user('two@acme.test')]
    const id = await some([one, two])
    await idp.patch(`/Users/${one}`, [{ op: 'replace', path: 'active', value: false }])
    await idp.delete(`/Users/${two}`)
    expect(await members(id)).toEqual(['one@acme.test'])
  })

  test('all go where a connection reads the RFC to the letter', async () => {
    const [one, two] = [await strict.user('strict-one@acme.test'), await strict.user('strict-two@acme.test')]
    const id = await strict.group('To the letter', [one, two])
    const answer = await strict.patch(`/Groups/${id}`, [
      { op: 'remove', path: 'members', value: [{ value: one }] },
    ])
    expect([answer.status, answer.body.members]).toEqual([200, undefined])
  })
})

describe('the version of a group', () => {
  test('moves with its members, and with nothing that was so already', async () => {
    const id = await some()
    const etag = async () => (await idp.get(`/Groups/${id}?excludedAttributes=members`)).headers.etag
    const before = await etag()
    await idp.patch(`/Groups/${id}`, [{ op: 'add', path: 'members', value: [{ value: ada }] }])
    const after = await etag()
    expect(after).not.toBe(before)
    await idp.patch(`/Groups/${id}`, [{ op: 'add', path: 'members', value: [{ value: ada }] }])
    await idp.patch(`/Groups/${id}`, [{ op: 'remove', path: `members[value eq "${grace}"]` }])
    expect(await etag()).toBe(after)
  })

  test('is checked before a member moves', async () => {
    const id = await some([ada])
    const stale = { 'if-match': 'W/"99"' }
    expect((await idp.patch(`/Groups/${id}`, [{ op: 'remove', path: 'members' }], stale)).status).toBe(412)
    expect((await idp.put(`/Groups/${id}`, groupOf('Emptied'), stale)).status).toBe(412)
    expect((await idp.delete(`/Groups/${id}`, stale)).status).toBe(412)
    expect(await members(id)).toEqual(['Ada'])
  })
})

describe('what is asked for is shown', () => {
  let id = ''
  beforeAll(async () => {
    id = await idp.group('Shown', [ada], { externalId: 'shown' })
  })
  test.each([
    'attributes=displayName',
    'attributes=members.value',
    'attributes=members.display,externalId',
    'excludedAttributes=members',
    'excludedAttributes=members.$ref,meta',
  ])('%s', async (query) => golden.expect(`projection: ${query}`, await idp.get(`/Groups/${id}?${query}`)))

  test('after a PATCH too, if attributes are named', async () => {
    const operations = [{ op: 'replace', path: 'displayName', value: 'Shown' }]
    golden.expect('projection: patch', await idp.patch(`/Groups/${id}?attributes=displayName`, operations))
  })
})
