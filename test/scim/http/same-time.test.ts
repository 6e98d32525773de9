import { afterAll, beforeAll, expect, test } from 'vitest'
import type { JsonObject } from '../../../src/domain/json.ts'
import { type Caller, groupOf, userOf } from '../../support/scim/caller.ts'
import { openScimHouse, type ScimHouse } from '../../support/scim/door.ts'

let scim: ScimHouse
let idp: Caller
beforeAll(async () => {
  scim = await openScimHouse()
  idp = await scim.connect()
})
afterAll(() => scim.close())

const times = <T>(count: number, work: (at: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, at) => work(at)))
const members = async (id: string): Promise<string[]> =>
  ((await idp.get(`/Groups/${id}`)).body.members ?? []).map((it: { value: string }) => it.value)

test('30 creations of one userName: one is made, the others are 409', async () => {
  const answers = await times(30, (at) => idp.post('/Users', userOf('wanted@acme.test', { title: `${at}` })))
  expect(answers.map((it) => it.status).sort()).toEqual([201, ...Array(29).fill(409)])
  expect(new Set(answers.map((it) => it.body.scimType))).toEqual(new Set([undefined, 'uniqueness']))
  expect((await idp.find('Users', 'userName eq "wanted@acme.test"')).body.totalResults).toBe(1)
})

test('and of one externalId, one address, one group', async () => {
  const users = await times(15, (at) =>
    idp.post('/Users', userOf(`e-${at}@acme.test`, { externalId: 'one' })),
  )
  expect(users.map((it) => it.status).sort()).toEqual([201, ...Array(14).fill(409)])
  const emails = [{ value: 'shared@acme.test', type: 'work' }]
  const people = await times(15, (at) => idp.post('/Users', userOf(`address-${at}`, { emails })))
  expect(people.map((it) => it.status).sort()).toEqual([201, ...Array(14).fill(409)])
  const groups = await times(15, () => idp.post('/Groups', groupOf('One')))
  expect(groups.map((it) => it.status).sort()).toEqual([201, ...Array(14).fill(409)])
})

test('50 changes of one member each: 50 members', async () => {
  const people = await times(50, (at) => idp.user(`member-${at}@acme.test`))
  const group = await idp.group('Fifty')
  const add = (value: string) =>
    idp.patch(`/Groups/${group}`, [{ op: 'add', path: 'members', value: [{ value }] }])
  expect(new Set((await times(50, (at) => add(people[at] ?? ''))).map((it) => it.status))).toEqual(
    new Set([204]),
  )
  expect((await members(group)).sort()).toEqual(people.toSorted())

  const half = people.slice(0, 25)
  const remove = (value: string) =>
    idp.patch(`/Groups/${group}`, [{ op: 'remove', path: `members[value eq "${value}"]` }])
  await times(25, (at) => remove(half[at] ?? ''))
  expect((await members(group)).sort()).toEqual(people.slice(25).toSorted())
})

test('whoever goes while they are put into a group is in none', async () => {
  const people = await times(10, (at) => idp.user(`going-${at}@acme.test`))
  const group = await idp.group('Going')
  await Promise.all(
    people.flatMap((value) => [
      idp.patch(`/Groups/${group}`, [{ op: 'add', path: 'members', value: [{ value }] }]),
      idp.delete(`/Users/${value}`),
    ]),
  )
  expect(await members(group)).toEqual([])
})

test('ten changes of one person are ten versions, and none is lost', async () => {
  const id = await idp.user('busy@acme.test')
  const attributes = [
    'title',
    'nickName',
    'displayName',
    'locale',
    'timezone',
    'userType',
    'preferredLanguage',
  ]
  const answers = await times(attributes.length, (at) =>
    idp.patch(`/Users/${id}`, [{ op: 'replace', path: attributes[at] ?? '', value: `v${at}` }]),
  )
  expect(new Set(answers.map((it) => it.status))).toEqual(new Set([200]))
  const { body } = await idp.get(`/Users/${id}`)
  expect(attributes.map((it) => body[it])).toEqual(attributes.map((_, at) => `v${at}`))
  expect(body.meta.version).toBe(`W/"${attributes.length + 1}"`)
})

test('a walk by cursor misses nobody who stays, though others come and go', async () => {
  const staying = new Set(await times(40, (at) => idp.user(`stay-${String(at).padStart(2, '0')}@acme.test`)))
  const seen = new Set<string>()
  let cursor: string | undefined = ''
  for (let page = 0; cursor !== undefined; page++) {
    const { body } = await idp.get(`/Users?cursor=${encodeURIComponent(cursor)}&count=9&attributes=id`)
    for (const { id } of body.Resources) {
      expect(seen.has(id)).toBe(false)
      seen.add(id)
    }
    cursor = body.nextCursor
    const [gone] = [...seen].filter((id) => staying.has(id))
    if (gone) {
      staying.delete(gone)
      await idp.delete(`/Users/${gone}`)
    }
    await idp.user(`came-${page}@acme.test`)
  }
  expect([...staying].filter((id) => !seen.has(id))).toEqual([])
})

test('members come and go at once, each answered with a version of their own, beside whatever is refused', async () => {
  const people = await times(12, (at) => idp.user(`at-once-${at}@acme.test`))
  const group = await idp.group('At once')
  const change = (operation: JsonObject, headers = {}) =>
    idp.patch(`/Groups/${group}`, [{ path: 'members', ...operation }], headers)
  const add = (value: JsonObject, headers = {}) => change({ op: 'add', value: [value] }, headers)
  const [joined, nobody, nested, old] = await Promise.all([
    times(12, (at) => add({ value: people[at] ?? '' })),
    add({ value: '00000000-0000-4000-8000-000000000000' }),
    add({ value: people[0] ?? '', type: 'Group' }),
    add({ value: people[1] ?? '' }, { 'if-match': 'W/"99"' }),
  ])
  const versions = joined.map((it) => Number(/\d+/.exec(it.headers.etag ?? '')?.[0]))
  expect(versions.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, at) => at + 2))
  expect([nobody.status, nested.status, old.status]).toEqual([400, 400, 412])

  const left = await Promise.all([
    ...people.slice(0, 3).map((it) => change({ op: 'remove', path: `members[value eq "${it}"]` })),
    ...people.slice(3, 6).map((value) => change({ op: 'remove', value: [{ value }] })),
  ])
  expect(new Set(left.map((it) => it.headers.etag)).size).toBe(6)
  expect((await members(group)).sort()).toEqual(people.slice(6).toSorted())
})

test('of several who expect one version of a group, one is right', async () => {
  const people = await times(8, (at) => idp.user(`expecting-${at}@acme.test`))
  const group = await idp.group('Expected')
  const answers = await times(8, (at) =>
    idp.patch(`/Groups/${group}`, [{ op: 'add', path: 'members', value: [{ value: people[at] ?? '' }] }], {
      'if-match': 'W/"1"',
    }),
  )
  expect(answers.map((it) => it.status).sort()).toEqual([204, ...Array(7).fill(412)])
  expect(await members(group)).toHaveLength(1)
})

test('each of them is done once by its Idempotency-Key, and answered the same again', async () => {
  const people = await times(8, (at) => idp.user(`keyed-${at}@acme.test`))
  const group = await idp.group('Keyed')
  const all = () =>
    times(8, (at) =>
      idp.patch(`/Groups/${group}`, [{ op: 'add', path: 'members', value: [{ value: people[at] ?? '' }] }], {
        'idempotency-key': `join-${at}-${group}`,
      }),
    )
  const first = await all()
  await idp.patch(`/Groups/${group}`, [{ op: 'remove', path: `members[value eq "${people[0]}"]` }])
  const second = await all()
  expect(second.map((it) => [it.status, it.headers.etag])).toEqual(first.map((it) => [204, it.headers.etag]))
  expect(new Set(second.map((it) => it.headers['idempotency-replayed']))).toEqual(new Set(['true']))
  expect(await members(group)).toHaveLength(7)
})
