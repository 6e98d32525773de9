import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Json, JsonObject } from '../../../src/domain/json.ts'
import { type Caller, groupOf, patchOf, userOf } from '../../support/scim/caller.ts'
import { openScimHouse, type ScimHouse } from '../../support/scim/door.ts'
import { Golden } from '../../support/scim/golden.ts'

const BULK = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest'
const E = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

let scim: ScimHouse
let idp: Caller
const golden = new Golden('bulk')
beforeAll(async () => {
  scim = await openScimHouse()
  idp = await scim.connect()
})
afterAll(async () => {
  golden.close()
  await scim.close()
})

const bulk = (Operations: Json[], more: JsonObject = {}) =>
  idp.post('/Bulk', { schemas: [BULK], ...more, Operations })
const made = (bulkId: string, userName: string, more: JsonObject = {}) => ({
  method: 'POST',
  path: '/Users',
  bulkId,
  data: userOf(userName, more),
})
const group = (bulkId: string, displayName: string, members: string[]) => ({
  method: 'POST',
  path: '/Groups',
  bulkId,
  data: groupOf(displayName, members),
})
const statuses = ({ body }: { body: { Operations: { status: string }[] } }) =>
  body.Operations.map((it) => it.status)
const total = async (filter: string) => (await idp.find('Users', filter, '&count=0')).body.totalResults

test('references go forward as well as back, to members and to managers', async () => {
  const answer = await bulk([
    group('g', 'Forward', ['bulkId:a', 'bulkId:b']),
    made('b', 'b@acme.test', { [E]: { manager: { value: 'bulkId:a' } } }),
    made('a', 'a@acme.test'),
    {
      method: 'PATCH',
      path: '/Groups/bulkId:g',
      data: patchOf([{ op: 'replace', path: 'displayName', value: 'Renamed' }]),
    },
  ])
  golden.expect('references', answer)
  const { body } = await idp.find('Groups', 'displayName eq "Renamed"')
  expect(body.Resources[0].members.map((it: { display: string }) => it.display).sort()).toEqual([
    'a@acme.test',
    'b@acme.test',
  ])
})

test('each is done whole or not at all, and the others go on', async () => {
  const id = await idp.user('kept@acme.test', { title: 'Clerk' })
  const answer = await bulk([
    made('1', 'one@acme.test'),
    made('2', 'one@acme.test'),
    made('3', 'no address'),
    made('4', 'four@acme.test'),
    {
      method: 'PATCH',
      path: `/Users/${id}`,
      data: patchOf([
        { op: 'replace', path: 'title', value: 'x' },
        { op: 'replace', path: 'active', value: 7 },
      ]),
    },
    { method: 'PUT', path: '/Users/nobody', data: userOf('nobody@acme.test') },
    { method: 'DELETE', path: '/Users/nobody' },
    { method: 'GET', path: '/Users' },
    { method: 'POST', path: '/Users', data: userOf('no-bulk-id@acme.test') },
    { method: 'POST', path: '/Devices', bulkId: '9', data: {} },
    { method: 'PATCH', path: `/Users/${id}` },
    'not an operation',
    made('10', 'ten@acme.test'),
  ])
  golden.expect('each for itself', answer, { kept: id })
  expect((await idp.get(`/Users/${id}`)).body.title).toBe('Clerk')
})

describe('failOnErrors', () => {
  test.each([
    [1, ['201', '400']],
    [2, ['201', '400', '201', '409']],
    [3, ['201', '400', '201', '409', '201', '400']],
    [99, ['201', '400', '201', '409', '201', '400', '201']],
  ])('%s stops after so many, and does nothing behind them', async (failOnErrors, expected) => {
    const name = `fail-${failOnErrors}`
    const answer = await bulk(
      [
        made('1', `${name}-1@acme.test`),
        made('2', 'no address'),
        made('3', `${name}-3@acme.test`),
        made('4', `${name}-3@acme.test`),
        made('5', `${name}-5@acme.test`),
        made('6', 'no address'),
        made('7', `${name}-7@acme.test`),
      ],
      { failOnErrors },
    )
    expect(statuses(answer)).toEqual(expected)
    const expectedMade = expected.filter((it) => it === '201').length
    expect(await total(`userName sw "${name}-"`)).toBe(expectedMade)
  })

  test('counts what could not be read where it stands', async () => {
    const answer = await bulk(
      [made('1', 'before@acme.test'), { method: 'GET', path: '/Users' }, made('3', 'behind@acme.test')],
      {
        failOnErrors: 1,
      },
    )
    expect(statuses(answer)).toEqual(['201', '400'])
  })

  test.each([0, -1, 1.5, '1'])('%s is refused', async (failOnErrors) => {
    golden.expect(`failOnErrors ${failOnErrors}`, await bulk([], { failOnErrors } as JsonObject))
  })
})

describe('what waits for something that is not made', () => {
  test('is not done either', async () => {
    golden.expect('waits in vain', await bulk([made('a', 'no address'), group('g', 'Waiting', ['bulkId:a'])]))
  })

  test('nor what waits for something nobody makes', async () => {
    golden.expect('waits for nobody', await bulk([group('g', 'Waiting', ['bulkId:nobody'])]))
  })

  test('nor what has a name that is given twice', async () => {
    golden.expect('twice', await bulk([made('a', 'twice-1@acme.test'), made('a', 'twice-2@acme.test')]))
  })
})

test('versions are checked for each', async () => {
  const id = await idp.user('versioned@acme.test')
  const title = (value: string, version: string) => ({
    method: 'PATCH',
    path: `/Users/${id}`,
    version,
    data: patchOf([{ op: 'replace', path: 'title', value }]),
  })
  const answer = await bulk([title('one', 'W/"1"'), title('two', 'W/"1"'), title('three', 'W/"2"')])
  expect(statuses(answer)).toEqual(['200', '412', '200'])
  expect((await idp.get(`/Users/${id}`)).body.title).toBe('three')
})

test('a bulk in a bulk is none, nor is a search', async () => {
  const answer = await bulk([
    { method: 'POST', path: '/Bulk', bulkId: 'b', data: { schemas: [BULK], Operations: [] } },
    { method: 'POST', path: '/Users/.search', bulkId: 's', data: {} },
  ])
  expect(statuses(answer)).toEqual(['400', '400'])
})

test('the habits of a provider are understood in each operation', async () => {
  const id = await idp.user('capital@acme.test')
  const operations = [{ op: 'Replace', path: 'active', value: 'False' }]
  const answer = await bulk([{ method: 'patch', path: `/users/${id}/`, data: patchOf(operations) }])
  expect(statuses(answer)).toEqual(['200'])
  expect((await idp.get(`/Users/${id}`)).body.active).toBe(false)
})

test('a body without the schema, or without a list', async () => {
  golden.expect('no schema', await idp.post('/Bulk', { Operations: [] }))
  golden.expect('no list', await idp.post('/Bulk', { schemas: [BULK], Operations: {} }))
  golden.expect('nothing', await bulk([]))
})

test('a thousand people are made in a few statements, and answered each for themselves', async () => {
  const operations = Array.from({ length: 1_000 }, (_, at) =>
    made(`${at}`, `crowd-${at}@acme.test`, { externalId: `c-${at}` }),
  )
  const answer = await bulk(operations)
  expect(new Set(statuses(answer))).toEqual(new Set(['201']))
  expect(new Set(answer.body.Operations.map((it: { location: string }) => it.location)).size).toBe(1_000)
  expect(await total('userName sw "crowd-"')).toBe(1_000)
  const again = await bulk(operations.slice(0, 300))
  expect(new Set(statuses(again))).toEqual(new Set(['409']))
})

/** Of a connection of their own, each of enough people to be a large one. */
const large = (named: string) =>
  Array.from({ length: 80 }, (_, n) =>
    made(`n${n}`, `${named}${n}@large.test`, { nickName: 'x'.repeat(3_900) }),
  )

test('of large ones two are at work at a time, and one that fails holds up nobody after it', async () => {
  const other = await scim.connect()
  const send = (Operations: Json) => other.post('/Bulk', { schemas: [BULK], Operations })
  const broken = await Promise.all(['a', 'b', 'c'].map((it) => send({ not: large(it) })))
  expect(broken.map((it) => it.status)).toEqual([400, 400, 400])
  const text = JSON.stringify({ schemas: [BULK], Operations: large('d') }).slice(0, -1)
  expect((await other.send('POST', '/Bulk', { body: text })).status, 'no JSON').toBe(400)

  const asked: Asked[] = []
  const watch = (it: Asked) => asked.push(it)
  scim.house.db.on('query', watch)
  const done = await Promise.all(['e', 'f', 'g', 'h', 'i'].map((it) => send(large(it))))
  scim.house.db.off('query', watch)
  expect(done.map((it) => [it.status, new Set(statuses(it))])).toEqual(
    done.map(() => [200, new Set(['201'])]),
  )
  expect(mostOpen(asked)).toBe(2)
})

interface Asked {
  sql: string
  __knexTxId?: string
}

/** Of the transactions that make people, at once: those of the log and of the tokens ask by way of knex. */
function mostOpen(asked: Asked[]): number {
  const edge = /^(begin|commit)/i
  const others = new Set(asked.filter(({ sql }) => !edge.test(sql)).map((it) => it.__knexTxId))
  const edges = asked.filter(({ sql, __knexTxId: id }) => edge.test(sql) && !others.has(id))
  let open = 0
  return Math.max(...edges.map(({ sql }) => (/^begin/i.test(sql) ? ++open : --open)))
}
