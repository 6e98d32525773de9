import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Caller, groupOf, patchOf, userOf } from '../../support/scim/caller.ts'
import { openScimHouse, type ScimHouse } from '../../support/scim/door.ts'

const E = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const BULK = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest'

/** Ids that are somebody's: of another organization, of another connection, of somebody no provider made. */
let scim: ScimHouse
let idp: Caller
let [ada, group] = ['', '']
const theirs: Record<string, { user: string; group: string }> = {}
beforeAll(async () => {
  scim = await openScimHouse()
  idp = await scim.connect()
  ada = await idp.user('ada@acme.test')
  group = await idp.group('Ours', [ada])

  const { owner } = await scim.house.organization('Another organization', 'olga@other.test')
  const abroad = await scim.connect({}, owner)
  const user = await abroad.user('abroad@other.test')
  theirs['another organization'] = { user, group: await abroad.group('Abroad', [user]) }

  const beside = await scim.connect({ name: 'Beside' })
  const neighbour = await beside.user('beside@acme.test')
  theirs['another connection'] = { user: neighbour, group: await beside.group('Beside', [neighbour]) }

  const [local] = await scim.house.query<{ id: string }>(
    `select id from groups where organization_id = :organizationId and kind = 'department' limit 1`,
    { organizationId: scim.owner.actor.organizationId },
  )
  const ownerId = 'userId' in scim.owner.actor ? (scim.owner.actor.userId ?? '') : ''
  theirs['nobody’s provider'] = { user: ownerId, group: local?.id ?? randomUUID() }
})
afterAll(() => scim.close())

type Ids = { user: string; group: string }
type Ask = (ids: Ids) => Promise<unknown>

const patch = (operations: object[]) => patchOf(operations as never)

/** Everywhere an id can stand. */
const places: [string, Ask][] = [
  ['GET a user', ({ user }) => idp.get(`/Users/${user}`)],
  ['GET a user conditionally', ({ user }) => idp.get(`/Users/${user}`, { 'if-none-match': '*' })],
  ['PUT a user', ({ user }) => idp.put(`/Users/${user}`, userOf('put@acme.test'))],
  [
    'PATCH a user',
    ({ user }) =>
      idp.send('PATCH', `/Users/${user}`, { body: patch([{ op: 'replace', path: 'active', value: false }]) }),
  ],
  ['DELETE a user', ({ user }) => idp.delete(`/Users/${user}`)],
  ['DELETE a user of a version', ({ user }) => idp.delete(`/Users/${user}`, { 'if-match': 'W/"1"' })],
  ['GET a group', ({ group: id }) => idp.get(`/Groups/${id}`)],
  ['GET a group without members', ({ group: id }) => idp.get(`/Groups/${id}?excludedAttributes=members`)],
  ['PUT a group', ({ group: id }) => idp.put(`/Groups/${id}`, groupOf('Put'))],
  [
    'PATCH a group',
    ({ group: id }) =>
      idp.send('PATCH', `/Groups/${id}`, {
        body: patch([{ op: 'add', path: 'members', value: [{ value: ada }] }]),
      }),
  ],
  ['DELETE a group', ({ group: id }) => idp.delete(`/Groups/${id}`)],
  ['a user as a group', ({ user }) => idp.get(`/Groups/${user}`)],
  ['a group as a user', ({ group: id }) => idp.get(`/Users/${id}`)],
  ['find a user by id', ({ user }) => idp.find('Users', `id eq "${user}"`)],
  ['find a group by id', ({ group: id }) => idp.find('Groups', `id eq "${id}"`)],
  ['find groups by member', ({ user }) => idp.find('Groups', `members eq "${user}"`)],
  ['find people by group', ({ group: id }) => idp.find('Users', `groups eq "${id}"`)],
  ['find people by manager', ({ user }) => idp.find('Users', `${E}:manager.value eq "${user}"`)],
  ['POST a group with a member', ({ user }) => idp.post('/Groups', groupOf('Never made', [user]))],
  ['PUT a group with a member', ({ user }) => idp.put(`/Groups/${group}`, groupOf('Ours', [user]))],
  [
    'add a member',
    ({ user }) =>
      idp.send('PATCH', `/Groups/${group}`, {
        body: patch([{ op: 'add', path: 'members', value: [{ value: user }] }]),
      }),
  ],
  [
    'replace the members',
    ({ user }) =>
      idp.send('PATCH', `/Groups/${group}`, {
        body: patch([{ op: 'replace', path: 'members', value: [{ value: user }] }]),
      }),
  ],
  [
    'remove a member',
    ({ user }) =>
      idp.send('PATCH', `/Groups/${group}`, {
        body: patch([{ op: 'remove', path: `members[value eq "${user}"]` }]),
      }),
  ],
  [
    'a manager',
    async ({ user }) => {
      const set = await idp.send('PATCH', `/Users/${ada}`, {
        body: patch([{ op: 'replace', path: `${E}:manager`, value: { value: user } }]),
      })
      await idp.send('PATCH', `/Users/${ada}`, { body: patch([{ op: 'remove', path: `${E}:manager` }]) })
      return set
    },
  ],
  [
    'a bulk',
    ({ user, group: id }) =>
      idp.post('/Bulk', {
        schemas: [BULK],
        Operations: [
          {
            method: 'PATCH',
            path: `/Users/${user}`,
            data: patch([{ op: 'replace', path: 'active', value: false }]),
          },
          { method: 'DELETE', path: `/Groups/${id}` },
          { method: 'POST', path: '/Groups', bulkId: 'g', data: groupOf('Never made', [user]) },
        ],
      }),
  ],
  ['search everything', ({ user }) => idp.get(`/?filter=${encodeURIComponent(`id eq "${user}"`)}`)],
]

/** What was asked is echoed here and there, and versions move: neither says whether the id is somebody's. */
function told(answer: unknown, ids: Ids): string {
  const { status, headers, text } = answer as {
    status: number
    headers: Record<string, string>
    text: string
  }
  return JSON.stringify([status, headers['content-type'], headers.location, text])
    .replaceAll(ids.user, '<user>')
    .replaceAll(ids.group, '<group>')
    .replace(/W\/\\+"\d+\\+"/g, '<version>')
}

describe.each(['another organization', 'another connection', 'nobody’s provider'])(
  'an id of %s is an id of nobody',
  (whose) => {
    test.each(places)('%s', async (_, ask) => {
      const known = theirs[whose] as Ids
      const random = { user: randomUUID(), group: randomUUID() }
      expect(told(await ask(known), known)).toBe(told(await ask(random), random))
    })

    test('and nothing of it changed', async () => {
      const { user, group: id } = theirs[whose] as Ids
      const [row] = await scim.house.query<{ suspended: boolean; deleted: boolean }>(
        `select suspended_at is not null suspended, deleted_at is not null deleted from users where id = :user`,
        { user },
      )
      expect(row).toEqual({ suspended: false, deleted: false })
      const members = await scim.house.query(
        `select 1 from group_members where group_id = :id and user_id = :ada`,
        { id, ada },
      )
      expect(members).toEqual([])
    })
  },
)

test('a list shows a connection its own, and counts nobody else', async () => {
  const { body } = await idp.get('/Users')
  expect(body.Resources.map((it: { userName: string }) => it.userName)).toEqual(['ada@acme.test'])
  expect([
    body.totalResults,
    (await idp.get('/Groups')).body.totalResults,
    (await idp.get('/')).body.totalResults,
  ]).toEqual([1, 1, 2])
})

test('the same names stand in two connections and two organizations', async () => {
  const { owner } = await scim.house.organization('A third', 'olga@third.test')
  const third = await scim.connect({}, owner)
  expect((await third.post('/Users', userOf('ada@acme.test', { externalId: 'same' }))).status).toBe(201)
  expect((await third.post('/Groups', groupOf('Ours', [], { externalId: 'same' }))).status).toBe(201)
  expect((await idp.post('/Users', userOf('same@acme.test', { externalId: 'same' }))).status).toBe(201)
})
