import { describe, expect, test } from 'vitest'
import { readPage } from '../../src/scim/query/page.ts'
import { everything, isWanted, project, readProjection } from '../../src/scim/query/projection.ts'
import { readSearch, readSearchBody } from '../../src/scim/query/search.ts'
import { readSort } from '../../src/scim/query/sort.ts'
import { listByCursor, listByIndex } from '../../src/scim/render/list.resource.ts'
import { groupType, userType } from '../../src/scim/schema/resource-type.ts'
import { etagOf, isKnown, mustBeExpected, readVersions } from '../../src/scim/versions.ts'
import { faultOf } from './fault.ts'

const E = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const U = 'urn:ietf:params:scim:schemas:core:2.0:User'

describe('a page', () => {
  test.each([
    [{}, { by: 'index', startIndex: 1, count: 100 }],
    [
      { startIndex: '1', count: '100' },
      { by: 'index', startIndex: 1, count: 100 },
    ],
    [
      { startIndex: 11, count: 10 },
      { by: 'index', startIndex: 11, count: 10 },
    ],
    [{ startIndex: '0' }, { by: 'index', startIndex: 1, count: 100 }],
    [{ startIndex: '-5' }, { by: 'index', startIndex: 1, count: 100 }],
    [{ count: '0' }, { by: 'index', startIndex: 1, count: 0 }],
    [{ count: '-1' }, { by: 'index', startIndex: 1, count: 0 }],
    [{ count: '999999999' }, { by: 'index', startIndex: 1, count: 1_000 }],
    [
      { startIndex: null, count: null },
      { by: 'index', startIndex: 1, count: 100 },
    ],
    [{ cursor: '' }, { by: 'cursor', cursor: null, count: 100 }],
    [
      { cursor: 'VZUTiy-._~1', count: '10' },
      { by: 'cursor', cursor: 'VZUTiy-._~1', count: 10 },
    ],
    [
      { cursor: 'x', count: 1_000 },
      { by: 'cursor', cursor: 'x', count: 1_000 },
    ],
  ])('%j', (asked, page) => expect(readPage(asked)).toEqual(page))

  test.each([
    [{ startIndex: 'one' }, 'invalidValue'],
    [{ startIndex: '1.5' }, 'invalidValue'],
    [{ startIndex: 1.5 }, 'invalidValue'],
    [{ startIndex: '' }, 'invalidValue'],
    [{ startIndex: ['1', '2'] }, 'invalidValue'],
    [{ count: '1e3' }, 'invalidValue'],
    [{ count: {} }, 'invalidValue'],
    [{ count: '9'.repeat(400) }, 'invalidValue'],
    [{ count: Number.POSITIVE_INFINITY }, 'invalidValue'],
    [{ cursor: 'not a cursor' }, 'invalidCursor'],
    [{ cursor: "'; drop table" }, 'invalidCursor'],
    [{ cursor: 'a'.repeat(5_000) }, 'invalidCursor'],
    [{ cursor: ['a', 'b'] }, 'invalidCursor'],
    [{ cursor: 'x', startIndex: '1' }, 'invalidCursor'],
    [{ cursor: 'x', count: '0' }, 'invalidCount'],
    [{ cursor: '', count: '-1' }, 'invalidCount'],
    [{ cursor: 'x', count: '1001' }, 'invalidCount'],
    [{ cursor: 'x', count: 'ten' }, 'invalidCount'],
  ])('%j is refused', (asked, scimType) =>
    expect(faultOf(() => readPage(asked))).toMatchObject({ status: 400, scimType }),
  )
})

describe('an order', () => {
  test.each([
    ['userName', undefined, 'userName', false],
    ['NAME.familyname', 'ascending', 'name.familyName', false],
    ['emails', 'descending', 'emails.value', true],
    ['meta.created', 'DESCENDING', 'meta.created', true],
    [`${E}:manager`, undefined, `${E}:manager.value`, false],
  ])('%s %s', (by, order, path, isDescending) => {
    expect(readSort(userType, by, order)).toMatchObject({ target: { path }, isDescending })
  })
  test('none', () => expect(readSort(userType, undefined, 'descending')).toBeNull())
  test.each([
    ['unknown', undefined, 'invalidPath'],
    ['password', undefined, 'invalidPath'],
    ['name', undefined, 'invalidPath'],
    ['constructor', undefined, 'invalidPath'],
    [['userName', 'title'], undefined, 'invalidPath'],
    ['userName', 'down', 'invalidValue'],
    ['userName', 1, 'invalidValue'],
  ])('%j %j is refused', (by, order, scimType) => {
    expect(faultOf(() => readSort(userType, by, order))).toMatchObject({ scimType })
  })
})

describe('what is shown of a resource', () => {
  const user = {
    schemas: [U, E],
    id: 'u1',
    userName: 'ada',
    name: { givenName: 'Ada', familyName: 'Lovelace' },
    emails: [{ value: 'a@b', type: 'work' }, { type: 'home' }],
    groups: [{ value: 'g1', display: 'G' }],
    [E]: { department: 'D', manager: { value: 'm', displayName: 'M' } },
    meta: { resourceType: 'User', version: 'W/"1"' },
  }
  const base = { schemas: user.schemas, id: 'u1' }
  test.each([
    ['id', base],
    ['userName', { ...base, userName: 'ada' }],
    ['USERNAME', { ...base, userName: 'ada' }],
    [`${U}:userName`, { ...base, userName: 'ada' }],
    ['name', { ...base, name: user.name }],
    ['name.givenName', { ...base, name: { givenName: 'Ada' } }],
    ['name.givenName, userName', { ...base, userName: 'ada', name: { givenName: 'Ada' } }],
    ['name,name.givenName', { ...base, name: user.name }],
    ['emails.value', { ...base, emails: [{ value: 'a@b' }] }],
    [E, { ...base, [E]: user[E] }],
    [`${E}:department`, { ...base, [E]: { department: 'D' } }],
    [`${E}:manager.displayName`, { ...base, [E]: { manager: { displayName: 'M' } } }],
    ['meta.version', { ...base, meta: { version: 'W/"1"' } }],
    ['unknown', base],
    ['constructor,__proto__', base],
    ['title', base],
    ['password', base],
  ])('only %s', (attributes, shown) => {
    expect(project(userType, user, readProjection(userType, attributes, undefined))).toEqual(shown)
  })

  test.each([
    ['emails,groups,meta,name', { ...base, userName: 'ada', [E]: user[E] }],
    [
      'name.givenName,emails,groups,meta',
      { ...base, userName: 'ada', name: { familyName: 'Lovelace' }, [E]: user[E] },
    ],
    [`${E},emails,groups,meta,name`, { ...base, userName: 'ada' }],
    [`${E}:manager,emails,groups,meta,name`, { ...base, userName: 'ada', [E]: { department: 'D' } }],
    [
      `${E}:manager.displayName,${E}:department,emails,groups,meta,name`,
      { ...base, userName: 'ada', [E]: { manager: { value: 'm' } } },
    ],
    ['id,schemas', user],
    ['unknown', user],
  ])('without %s', (excluded, shown) => {
    expect(project(userType, user, readProjection(userType, undefined, excluded))).toEqual(shown)
  })

  test('from a body they come as a list', () => {
    const asked = readProjection(userType, ['userName', 'name.givenName'], undefined)
    expect(project(userType, user, asked)).toEqual({ ...base, userName: 'ada', name: { givenName: 'Ada' } })
  })

  test('everything, untouched, when nothing is said', () => {
    expect(project(userType, user, readProjection(userType, undefined, ''))).toBe(user)
    expect(readProjection(userType, null, [])).toBe(everything)
  })

  test('what is dear is looked up only when it is wanted', () => {
    const members = (attributes?: string, excluded?: string) =>
      isWanted(readProjection(groupType, attributes, excluded), 'members')
    expect(members()).toBe(true)
    expect(members(undefined, 'members')).toBe(false)
    expect(members('id')).toBe(false)
    expect(members('members')).toBe(true)
    expect(members('members.value')).toBe(true)
    expect(members(undefined, 'members.display')).toBe(true)
  })

  test.each([
    ['userName', 'name'],
    [5, undefined],
    [{}, undefined],
    [['a', 5], undefined],
    [undefined, Array(201).fill('x').join(',')],
  ])('%j with %j is refused', (attributes, excluded) => {
    expect(faultOf(() => readProjection(userType, attributes, excluded))).toMatchObject({
      scimType: 'invalidValue',
    })
  })
})

describe('a search', () => {
  const SEARCH = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest'
  test('says the same in a query and in a body', () => {
    const query = { filter: 'userName eq "ada"', startIndex: '1', count: '10', attributes: 'userName,title' }
    const body = { ...query, startIndex: 1, count: 10, attributes: ['userName', 'title'] }
    expect(readSearch(userType, body)).toEqual(readSearch(userType, query))
    expect(readSearch(userType, query)).toMatchObject({ filter: { is: 'compare' }, sort: null })
  })
  test('asks for all when it says nothing', () => {
    expect(readSearch(userType, {})).toEqual({
      filter: null,
      page: { by: 'index', startIndex: 1, count: 100 },
      sort: null,
      projection: everything,
    })
  })
  test('is refused with two filters', () => {
    const filter = ['userName eq "a"', 'userName eq "b"']
    expect(faultOf(() => readSearch(userType, { filter }))).toMatchObject({ scimType: 'invalidFilter' })
  })
  test.each([null, [], {}, { schemas: [U] }, 'x'])('a body of %j is none', (body) => {
    expect(faultOf(() => readSearchBody(body))).toMatchObject({ scimType: 'invalidSyntax' })
  })
  test('a body that names its schema is one', () => {
    expect(faultOf(() => readSearchBody({ schemas: [SEARCH], filter: 'title pr' }))).toBeNull()
  })
})

describe('a list', () => {
  test('by index', () => {
    expect(listByIndex([{ id: 'u' }], 1, 1)).toEqual({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
      totalResults: 1,
      startIndex: 1,
      itemsPerPage: 1,
      Resources: [{ id: 'u' }],
    })
    expect(listByIndex([], 0, 1)).toMatchObject({ totalResults: 0, itemsPerPage: 0, Resources: [] })
  })
  test('by cursor, whose end is a missing nextCursor', () => {
    const page = listByCursor([{ id: 'u' }], { totalResults: 9, next: 'n', previous: 'p' })
    expect(page).toMatchObject({ totalResults: 9, nextCursor: 'n', previousCursor: 'p', itemsPerPage: 1 })
    const last = listByCursor([], { totalResults: null, next: null, previous: null })
    expect(Object.keys(last)).toEqual(['schemas', 'itemsPerPage', 'Resources'])
  })
})

describe('a version', () => {
  test.each([
    [undefined, null],
    [null, null],
    ['', null],
    [' * ', 'any'],
    ['W/"3"', [3]],
    ['"3"', [3]],
    ['W/"3", W/"4" , "5"', [3, 4, 5]],
    ['W/"3694e05e9dff591"', []],
    ['3', []],
    ['W/3', []],
    ['"3', []],
    ['"3" "4"', []],
    ['"', []],
    [`${'"1",'.repeat(5_000)}"1"`, []],
    [`"${'9'.repeat(50)}"`, []],
  ])('%j', (header, versions) => expect(readVersions(header)).toEqual(versions))

  test('that is not the one there is stops a change', () => {
    expect(faultOf(() => mustBeExpected(readVersions('W/"3"'), 4))).toMatchObject({
      status: 412,
      scimType: null,
    })
    expect(faultOf(() => mustBeExpected(readVersions('garbage'), 4))).toMatchObject({ status: 412 })
    for (const header of [undefined, '*', 'W/"4"', '"1", "4"'])
      expect(faultOf(() => mustBeExpected(readVersions(header), 4))).toBeNull()
  })

  test('that is known need not be sent', () => {
    expect(isKnown(readVersions(etagOf(4)), 4)).toBe(true)
    expect(isKnown(readVersions('*'), 4)).toBe(true)
    expect(isKnown(readVersions(etagOf(3)), 4)).toBe(false)
    expect(isKnown(readVersions(undefined), 4)).toBe(false)
  })
})
