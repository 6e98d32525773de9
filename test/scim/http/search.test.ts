import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../src/domain/json.ts'
import type { Caller } from '../../support/scim/caller.ts'
import { openScimHouse, type ScimHouse } from '../../support/scim/door.ts'
import { Golden } from '../../support/scim/golden.ts'

const SEARCH = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest'
const E = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

let scim: ScimHouse
let idp: Caller
const golden = new Golden('search')
beforeAll(async () => {
  scim = await openScimHouse()
  idp = await scim.connect()
  const people: [string, JsonObject][] = [
    ['ada', { name: { givenName: 'Ada', familyName: 'Lovelace' }, title: 'Analyst', active: true }],
    ['Bob', { name: { givenName: 'Bob', familyName: 'Ångström' }, title: 'analyst', active: false }],
    ['cleo', { name: { givenName: 'Cleo' }, [E]: { department: 'Navy', employeeNumber: '10' } }],
    ['dora', { title: '100%_sure\\', locale: 'en-GB', [E]: { employeeNumber: '9' } }],
    [
      'eve',
      {
        emails: [
          { value: 'eve@acme.test', type: 'work' },
          { value: 'eve@home.test', type: 'home', primary: true },
        ],
      },
    ],
  ]
  for (const [name, more] of people) {
    const emails = [{ value: `${name.toLowerCase()}@acme.test`, type: 'work' }]
    await idp.user(name, { emails, externalId: `X-${name}`, ...more })
  }
  for (const name of ['Amber', 'blue', 'Crimson']) await idp.group(name)
})
afterAll(async () => {
  golden.close()
  await scim.close()
})

const names = async (filter: string, more = '') => {
  const { status, body } = await idp.find('Users', filter, `&sortBy=userName${more}`)
  expect([status, body.detail]).toEqual([200, undefined])
  return body.Resources.map((it: { userName: string }) => it.userName)
}

describe('a filter finds', () => {
  test.each([
    ['userName eq "BOB"', ['Bob']],
    ['userName ne "bob"', ['ada', 'cleo', 'dora', 'eve']],
    ['externalId eq "X-ada"', ['ada']],
    ['externalId eq "x-ada"', []],
    ['title eq "ANALYST"', ['ada', 'Bob']],
    ['title co "%_s"', ['dora']],
    ['title co "\\\\"', ['dora']],
    ['title co "0%sure"', []],
    ['title ew "sure\\\\"', ['dora']],
    ['title sw "ana"', ['ada', 'Bob']],
    ['name.familyName eq "ångström"', ['Bob']],
    ['name.familyName gt "M"', ['Bob']],
    ['not (title pr)', ['cleo', 'eve']],
    ['active eq false', ['Bob']],
    ['active ne false', ['ada', 'cleo', 'dora', 'eve']],
    ['title eq null', ['cleo', 'eve']],
    ['title ne null', ['ada', 'Bob', 'dora']],
    [`${E}:department eq "navy"`, ['cleo']],
    [`${E}:employeeNumber pr`, ['cleo', 'dora']],
    [`${E} pr`, ['cleo', 'dora']],
    ['emails.value ew "@home.test"', ['eve']],
    ['emails[type eq "home" and primary eq true]', ['eve']],
    ['emails[type eq "work"].value eq "eve@home.test"', []],
    ['emails[type eq "home"].value eq "eve@home.test"', ['eve']],
    ['emails[not (type eq "work")]', ['eve']],
    ['userName eq "ada" or (userName eq "eve" and title pr)', ['ada']],
    ['userName EQ "ada" OR userName Eq "eve"', ['ada', 'eve']],
    ['id pr', ['ada', 'Bob', 'cleo', 'dora', 'eve']],
    ['meta.resourceType eq "User"', ['ada', 'Bob', 'cleo', 'dora', 'eve']],
    ['meta.created ge "2026-03-02T09:00:00Z"', ['ada', 'Bob', 'cleo', 'dora', 'eve']],
    ['meta.created gt "2026-03-02T10:00:00+01:00"', []],
    ['userName eq "\\u0061da"', ['ada']],
  ])('%s', async (filter, found) => expect(await names(filter)).toEqual(found))
})

describe('what can not be answered truthfully is refused', () => {
  test.each([
    'userName',
    'userName eq',
    'userName eq ada',
    'eq "ada"',
    'userName is "ada"',
    'shoeSize eq 42',
    'password eq "x"',
    'active gt true',
    'active co "t"',
    'active eq "maybe"',
    'title eq 7',
    'emails.shoe eq "x"',
    'userName eq "ada" and',
    '(userName eq "ada"',
    'userName eq "ada")',
    'name eq "Ada"',
    'name.givenName[type eq "x"]',
    'emails[type eq "work"',
    'meta.created gt "yesterday"',
    '',
  ])('%s', async (filter) => {
    const { status, body } = await idp.find('Users', filter)
    if (filter === '') expect(status).toBe(200)
    else golden.expect(`refused: ${filter}`, { status, body, headers: {}, text: '-' })
  })

  test('a filter given twice', async () => {
    golden.expect('refused: twice', await idp.get('/Users?filter=userName%20pr&filter=title%20pr'))
  })
})

describe('sorted', () => {
  const sorted = async (query: string) =>
    (await idp.get(`/Users?${query}`)).body.Resources.map((it: { userName: string }) => it.userName)

  test.each([
    ['sortBy=userName', ['ada', 'Bob', 'cleo', 'dora', 'eve']],
    ['sortBy=userName&sortOrder=descending', ['eve', 'dora', 'cleo', 'Bob', 'ada']],
    ['sortBy=USERNAME&sortOrder=Ascending', ['ada', 'Bob', 'cleo', 'dora', 'eve']],
    ['sortBy=emails&count=2', ['ada', 'Bob']],
    ['sortBy=externalId&startIndex=4', ['X-dora', 'X-eve'].map((it) => it.slice(2))],
  ])('%s', async (query, order) => expect(await sorted(query)).toEqual(order))

  test('what has nothing to sort by comes last, or first the other way', async () => {
    const up = await sorted('sortBy=name.givenName')
    expect(up.slice(0, 3)).toEqual(['ada', 'Bob', 'cleo'])
    expect((await sorted('sortBy=name.givenName&sortOrder=descending')).slice(-3)).toEqual([
      'cleo',
      'Bob',
      'ada',
    ])
  })

  test.each(['sortBy=shoeSize', 'sortBy=password', 'sortBy=userName&sortOrder=sideways', 'sortBy=name'])(
    'but not by %s',
    async (query) => golden.expect(query, await idp.get(`/Users?${query}`)),
  )
})

describe('pages', () => {
  test.each([
    'startIndex=1&count=2',
    'startIndex=5&count=2',
    'startIndex=6&count=2',
    'startIndex=0&count=1',
    'startIndex=-5&count=1',
    'count=0',
    'count=-1',
    'startIndex=999999999999999&count=1',
  ])('%s', async (query) => {
    golden.expect(query, await idp.get(`/Users?${query}&sortBy=userName&attributes=userName`))
  })

  test.each([
    'count=abc',
    'startIndex=1.5',
    'count=1e3',
    'startIndex=99999999999999999999',
    'count=1&count=2',
  ])('%s is no number', async (query) => golden.expect(query, await idp.get(`/Users?${query}`)))

  test('more than fits is trimmed', async () => {
    expect((await idp.get('/Users?count=1000000')).body.itemsPerPage).toBe(5)
  })

  test('by cursor, there and on, whatever is sorted by', async () => {
    for (const more of ['', '&sortBy=userName', '&sortBy=userName&sortOrder=descending', '&sortBy=title']) {
      const walked: string[] = []
      let cursor: string | undefined = ''
      while (cursor !== undefined) {
        const { status, body } = await idp.get(`/Users?cursor=${encodeURIComponent(cursor)}&count=2${more}`)
        expect([more, status, body.startIndex]).toEqual([more, 200, undefined])
        walked.push(...body.Resources.map((it: { userName: string }) => it.userName))
        cursor = body.nextCursor
      }
      expect(walked.toSorted()).toEqual(['Bob', 'ada', 'cleo', 'dora', 'eve'])
    }
  })

  test('a cursor of yesterday has expired', async () => {
    const { body } = await idp.get('/Users?cursor=&count=2')
    scim.house.clock.moveHours(25)
    golden.expect(
      'cursor of yesterday',
      await idp.get(`/Users?cursor=${encodeURIComponent(body.nextCursor)}&count=2`),
    )
  })

  test('and a cursor of one search is no cursor of another', async () => {
    const { body } = await idp.get('/Users?cursor=&count=2')
    const other = await idp.find(
      'Users',
      'active eq true',
      `&cursor=${encodeURIComponent(body.nextCursor)}&count=2`,
    )
    golden.expect('cursor of another search', other)
  })
})

describe('by POST', () => {
  const ask = (path: string, body: JsonObject) => idp.post(path, { schemas: [SEARCH], ...body })

  test.each([
    ['everything', {}],
    ['a page of it', { startIndex: 4, count: 3, attributes: ['displayName', 'userName'] }],
    ['a page behind the people', { startIndex: 7, count: 10, attributes: ['displayName'] }],
    ['nothing but how many', { count: 0 }],
    [
      'what people and teams have',
      { filter: 'externalId eq "X-ada" or displayName eq "blue"', attributes: ['userName'] },
    ],
    ['what only people have', { filter: 'userName sw "a"', attributes: ['userName'] }],
    [
      'people alone',
      { filter: 'meta.resourceType eq "Group"', attributes: ['displayName'], sortBy: 'displayName' },
    ],
  ])('at the root: %s', async (what, body) => {
    golden.expect(`root: ${what}`, await ask('/.search', body as JsonObject))
  })

  test('at the root by GET', async () => {
    const { body } = await idp.get('/?count=2&startIndex=5&attributes=displayName')
    expect([body.totalResults, body.itemsPerPage]).toEqual([8, 2])
  })

  test.each([
    ['what nobody has', { filter: 'shoeSize eq 42' }],
    ['by cursor', { cursor: '' }],
    ['a count that is a text', { count: 'many' }],
  ])('at the root not: %s', async (what, body) => {
    golden.expect(`root refused: ${what}`, await ask('/.search', body as JsonObject))
  })

  test('without saying that it is a search', async () => {
    golden.expect('no schema', await idp.post('/Users/.search', { filter: 'userName pr' }))
  })

  test('the same as by GET', async () => {
    const filter = 'userName sw "a"'
    const posted = await ask('/Users/.search', {
      filter,
      count: 3,
      excludedAttributes: ['emails'],
      sortBy: 'userName',
    })
    const got = await idp.find('Users', filter, '&count=3&excludedAttributes=emails&sortBy=userName')
    expect(posted.body).toEqual(got.body)
  })
})
