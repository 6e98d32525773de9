import { describe, expect, test } from 'vitest'
import type { Json } from '../../src/domain/json.ts'
import { bulkResponse } from '../../src/scim/bulk/answers.resource.ts'
import { resolved } from '../../src/scim/bulk/operation.ts'
import { readBulk } from '../../src/scim/bulk.ts'
import { ScimError } from '../../src/scim/errors.ts'
import { costOf, faultOf } from './fault.ts'

const BULK = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest'
const E = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const bulk = (...Operations: unknown[]) => readBulk({ schemas: [BULK], Operations })
const alice = { method: 'POST', path: '/Users', bulkId: 'alice', data: { userName: 'Alice' } }
const bob = { method: 'POST', path: '/Users', bulkId: 'bob', data: { userName: 'Bob' } }
const team = (...bulkIds: string[]) => ({
  method: 'POST',
  path: '/Groups',
  bulkId: 'team',
  data: {
    displayName: 'Tour Guides',
    members: bulkIds.map((it) => ({ type: 'User', value: `bulkId:${it}` })),
  },
})
const managed = (bulkId: string, by: string) => ({
  ...alice,
  bulkId,
  data: { userName: bulkId, [E]: { manager: { value: `bulkId:${by}` } } },
})
const order = (it: ReturnType<typeof readBulk>) => it.operations.map(({ index }) => index)
const faults = (it: ReturnType<typeof readBulk>) =>
  it.faults.map(({ index, error }) => [index, error.status, error.scimType])

describe('a Bulk request', () => {
  test('of RFC 7644: a user, and a group they are in', () => {
    const read = bulk(alice, team('alice'))
    expect(read).toMatchObject({ faults: [], failOnErrors: null })
    expect(read.operations).toMatchObject([
      { method: 'POST', type: { name: 'User' }, id: null, bulkId: 'alice' },
      { method: 'POST', type: { name: 'Group' }, id: null, bulkId: 'team' },
    ])
  })

  test('is done in such an order that what is referred to is there', () => {
    expect(order(bulk(team('alice', 'bob'), alice, bob))).toEqual([1, 2, 0])
    expect(order(bulk(managed('a', 'b'), managed('b', 'c'), { ...alice, bulkId: 'c' }))).toEqual([2, 1, 0])
    expect(order(bulk(alice, bob))).toEqual([0, 1])
  })

  test('can change what it makes', () => {
    const data = { Operations: [{ op: 'add', value: { members: [{ value: 'bulkId:alice' }] } }] }
    const read = bulk({ method: 'PATCH', path: '/Groups/bulkId:team', data }, team(), alice)
    expect(order(read)).toEqual([1, 2, 0])
    expect(read.operations[2]).toMatchObject({ id: 'bulkId:team' })
  })

  test('in a circle is refused, with whatever waits for it; the others go on', () => {
    const read = bulk(managed('a', 'b'), managed('b', 'a'), team('a'), bob)
    expect(order(read)).toEqual([3])
    expect(faults(read)).toEqual([
      [0, 409, null],
      [1, 409, null],
      [2, 409, null],
    ])
  })

  test('that refers to itself is refused', () => {
    expect(faults(bulk(managed('a', 'a')))).toEqual([[0, 409, null]])
  })

  test.each([
    ['an unknown bulkId', [team('nobody')], [[0, 400, 'invalidValue']]],
    ['a bulkId given twice', [alice, alice], [[1, 400, 'invalidSyntax']]],
    ['a POST without bulkId', [{ ...alice, bulkId: undefined }], [[0, 400, 'invalidSyntax']]],
    ['a POST with an id', [{ ...alice, path: '/Users/1' }], [[0, 400, 'invalidPath']]],
    ['a PUT without an id', [{ ...alice, method: 'PUT' }], [[0, 400, 'invalidPath']]],
    ['a GET', [{ ...alice, method: 'GET' }], [[0, 400, 'invalidSyntax']]],
    ['no method', [{ path: '/Users' }], [[0, 400, 'invalidSyntax']]],
    ['no path', [{ ...alice, path: undefined }], [[0, 400, 'invalidPath']]],
    ['a path of its own', [{ ...alice, path: '/Bulk' }], [[0, 400, 'invalidPath']]],
    ['a path elsewhere', [{ ...alice, path: 'https://evil.test/Users' }], [[0, 400, 'invalidPath']]],
    ['a path that climbs', [{ method: 'DELETE', path: '/Users/../Groups/1' }], [[0, 400, 'invalidPath']]],
    ['no data', [{ ...alice, data: undefined }], [[0, 400, 'invalidSyntax']]],
    ['data that is a text', [{ ...alice, data: 'x' }], [[0, 400, 'invalidSyntax']]],
    ['a text', ['x'], [[0, 400, 'invalidSyntax']]],
    ['null', [null], [[0, 400, 'invalidSyntax']]],
  ])('%s is the fault of that one', (_, operations, expected) => {
    const read = bulk(...(operations as unknown[]), bob)
    expect(faults(read)).toEqual(expected)
    expect(read.operations.at(-1)).toMatchObject({ bulkId: 'bob' })
  })

  test('reads methods in any case, versions, and deletions without data', () => {
    expect(bulk({ method: 'delete', path: '/users/u1', version: 'W/"3"' }).operations).toMatchObject([
      { method: 'DELETE', type: { name: 'User' }, id: 'u1', expected: [3], data: {} },
    ])
  })

  test('says after how many errors to stop', () => {
    const stopsAt = (failOnErrors: unknown) =>
      readBulk({ schemas: [BULK], Operations: [], failOnErrors }).failOnErrors
    expect(stopsAt(1)).toBe(1)
    expect(stopsAt(null)).toBeNull()
    for (const it of [0, -1, 1.5, '1', true])
      expect(faultOf(() => stopsAt(it))).toMatchObject({ scimType: 'invalidValue' })
  })

  test.each([null, [], {}, { schemas: [BULK] }, { schemas: [BULK], Operations: {} }, { Operations: [] }])(
    'a body of %j is refused',
    (body) => expect(faultOf(() => readBulk(body))).toMatchObject({ status: 400, scimType: 'invalidSyntax' }),
  )

  test('of too many is 413', () => {
    expect(faultOf(() => bulk(...Array(1_001).fill(bob)))).toMatchObject({ status: 413 })
  })

  test('of a thousand that all wait for the next is read at once', () => {
    const chain = Array.from({ length: 1_000 }, (_, it) =>
      it === 999 ? { ...alice, bulkId: 'u999' } : managed(`u${it}`, `u${it + 1}`),
    )
    expect(order(bulk(...chain))[0]).toBe(999)
    expect(costOf(() => bulk(...chain))).toBeLessThan(200)
  })
})

describe('references', () => {
  const ids = new Map([['alice', 'id-1']])
  test.each<[string, Json, Json]>([
    ['a member', { members: [{ value: 'bulkId:alice' }] }, { members: [{ value: 'id-1' }] }],
    ['a manager', { [E]: { manager: { value: 'bulkId:alice' } } }, { [E]: { manager: { value: 'id-1' } } }],
    ['a manager by name', { [`${E}:manager`]: 'bulkId:alice' }, { [`${E}:manager`]: 'id-1' }],
    ['the value of an operation', [{ op: 'add', value: 'bulkId:alice' }], [{ op: 'add', value: 'id-1' }]],
    ['one that is not known', { value: 'bulkId:bob' }, { value: 'bulkId:bob' }],
    ['a name that only looks like one', { displayName: 'bulkId:alice' }, { displayName: 'bulkId:alice' }],
    ['a text that holds one', { value: 'see bulkId:alice' }, { value: 'see bulkId:alice' }],
  ])('%s', (_, data, expected) => expect(resolved(data, ids)).toEqual(expected))
})

test('the answers are given in the order of the request', () => {
  const made = {
    method: 'POST',
    bulkId: 'a',
    location: 'https://x/Users/1',
    version: 'W/"1"',
    status: 201,
    error: null,
  }
  const error = new ScimError('uniqueness', 'Taken.')
  const failed = { ...made, bulkId: 'b', location: null, version: null, status: 409, error }
  expect(
    bulkResponse([
      { ...failed, index: 1 },
      { ...made, index: 0 },
    ]),
  ).toEqual({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkResponse'],
    Operations: [
      { method: 'POST', bulkId: 'a', location: 'https://x/Users/1', version: 'W/"1"', status: '201' },
      {
        method: 'POST',
        bulkId: 'b',
        status: '409',
        response: {
          schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
          status: '409',
          scimType: 'uniqueness',
          detail: 'Taken.',
        },
      },
    ],
  })
})
