import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Connector, ConnectorId } from '../../connectors/connector.ts'
import { connectors } from '../../connectors/index.ts'
import { normalise, type ScimRequest } from '../../connectors/normalise.ts'
import { recordings } from './recordings.ts'
import { shapes } from './shapes.ts'

/** Names that attributes have, names that would harm, and whatever else. */
const key = fc.oneof(
  fc.constantFrom(
    'active',
    'Emails',
    'name',
    'name.givenName',
    'members',
    'schemas',
    'id',
    'value',
    'primary',
  ),
  fc.constantFrom('roles', 'title', 'type', 'op', 'path', 'Operations', 'manager', 'managerId', 'userName'),
  fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', ''),
  fc.constantFrom(...shapes.user.extensions.flatMap((it) => [it.id, `${it.id}:manager`])),
  fc.string({ maxLength: 4 }),
)
const filter = fc.oneof(
  fc
    .array(
      fc.constantFrom(
        'emails',
        '[',
        ']',
        '(',
        ')',
        'type',
        '.value',
        'members',
        'active',
        'userName',
        'roles',
        'primary',
      ),
      { maxLength: 4 },
    )
    .chain((before) =>
      fc
        .array(
          fc.constantFrom(
            'eq',
            'ne',
            'and',
            'or',
            'not',
            'pr',
            '"work"',
            '"True"',
            'true',
            'bob',
            '"',
            '[',
            ']',
            '.value',
          ),
          {
            maxLength: 6,
          },
        )
        .map((after) => [...before, ...after].join(' ').replaceAll(' [ ', '[').replaceAll(' ] .', '].')),
    ),
  fc.constantFrom(
    'emails[type eq "work"].value eq "a"',
    'roles[primary eq "True"].value',
    'active eq "False"',
    'members',
  ),
  fc.string({ unit: 'grapheme-composite', maxLength: 12 }),
)
const managers = shapes.user.extensions.map((it) => `${it.id}:manager`)
const leaf = fc.oneof(
  fc.constantFrom(
    null,
    true,
    false,
    0,
    -1.5,
    '',
    'True',
    'false',
    'a@b.test',
    '{"value":"x"}',
    '{"value":1}',
    '{',
  ),
  filter,
)
const json = fc.letrec((tie) => ({
  node: fc.oneof({ depthSize: 'small' }, leaf, fc.array(tie('node'), { maxLength: 3 }), tie('bag')),
  bag: fc
    .array(fc.tuple(key, tie('node')), { maxLength: 4 })
    .map((members) =>
      JSON.parse(`{${members.map(([k, v]) => `${JSON.stringify(k)}:${JSON.stringify(v)}`).join()}}`),
    ),
})).node
const place = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom('active', 'members', 'emails', 'roles', 'title', 'name', ...managers),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom('roles[primary eq "True"].value', 'emails[type eq "work"]', '', null),
  },
  { weight: 1, arbitrary: fc.oneof(filter, key, json) },
)
const value = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.constantFrom('', 'True', 'u1', null, [], ['u1'], { value: '' }, [{ value: '' }, 'u1']),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      [{ value: 'u1', primary: 'True' }],
      { managerId: 'u1' },
      { id: '1', meta: {} },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom([{ value: '{"value":"x"}' }], { 'name.givenName': '', title: '' }),
  },
  { weight: 3, arbitrary: json },
)
const operation = fc.record(
  { op: fc.oneof(fc.constantFrom('Add', 'add', 'replace', 'Remove', 'remove'), json), path: place, value },
  { requiredKeys: ['op'] },
)
const resource = fc
  .array(fc.tuple(key, value), { maxLength: 6 })
  .map((members) => Object.fromEntries(members.filter(([name]) => name !== '__proto__')))
const patch = fc.record({
  Operations: fc.array(fc.oneof({ weight: 9, arbitrary: operation }, json), { maxLength: 4 }),
})
const path = fc.constantFrom(
  '/Users/1',
  '/groups/1/',
  '/Users',
  '/Groups',
  '/Groups/.search',
  '//users//1',
  '/Me',
)
const single = fc.oneof(
  fc.record({ method: fc.constant('PATCH'), path, body: patch }),
  fc.record({ method: fc.constantFrom('POST', 'PUT'), path, body: resource }),
  fc.record({ method: fc.constant('POST'), path, body: fc.record({ filter }) }),
  fc.record({ method: fc.string({ maxLength: 4 }), path: fc.string({ maxLength: 8 }), body: json }),
)
const bulk = fc
  .array(
    single.map(({ body, ...it }) => ({ ...it, data: body })),
    { maxLength: 3 },
  )
  .map((operations) => ({ method: 'POST', path: '/Bulk', body: { Operations: operations } }))
const request: fc.Arbitrary<ScimRequest> = fc
  .tuple(fc.oneof({ weight: 5, arbitrary: single }, bulk), fc.oneof(filter, json))
  .map(([it, asked]) => ({ ...it, query: { filter: asked } }))

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) for (const it of Object.values(value)) frozen(it)
  return Object.freeze(value)
}
const everyone: Connector[] = Object.values(connectors)
const anyone = fc.constantFrom<ConnectorId>('generic', 'entra', 'authentik', 'keycloak')

describe('whatever is sent', () => {
  test('is read without a fault, without being touched, and the second reading finds nothing to do', () => {
    fc.assert(
      fc.property(anyone, request, (id, it) => {
        const connector = connectors[id]
        const once = normalise(connector, frozen(it), shapes)
        expect(normalise(connector, frozen(once.request), shapes)).toEqual({
          request: once.request,
          quirksUsed: [],
        })
      }),
      { numRuns: 3000 },
    )
  })

  test('what nobody read is the very same object', () => {
    fc.assert(
      fc.property(request, (it) => {
        const { request: read, quirksUsed } = normalise(connectors.generic, it, shapes)
        expect(quirksUsed.length > 0 || (read.body === it.body && read.query === it.query)).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })

  test('no member becomes a prototype', () => {
    const body = JSON.parse(
      `{"schemas":[],"__proto__":{"active":"True","polluted":true},"constructor":{"prototype":{"polluted":true}},
        "emails":[{"__proto__":{"primary":"True"},"primary":"True"}],
        "Operations":[{"op":"Replace","value":{"__proto__":{"polluted":true},"__proto__.polluted":true,"name.givenName":"x"}},
          {"op":"Add","path":"__proto__","value":{"polluted":"True"}},{"op":"Remove","path":"constructor","value":["x"]}]}`,
    )
    for (const method of ['POST', 'PATCH'])
      for (const connector of everyone) {
        const { request: read } = normalise(connector, { method, path: '/Users/1', query: {}, body }, shapes)
        expect(JSON.stringify(read.body)).toContain('"__proto__":{')
        expect(Object.getPrototypeOf(read.body)).toBe(Object.prototype)
        expect(({} as Record<string, unknown>).polluted).toBe(undefined)
      }
  })

  test('every recorded request, too, is read once and for all', () => {
    for (const connector of everyone)
      for (const it of recordings) {
        const once = normalise(connector, frozen({ query: {}, ...it.request }), shapes).request
        expect(normalise(connector, once, shapes).quirksUsed).toEqual([])
      }
  })
})

/** Generous on a crowded machine, and far below what anything quadratic would take. */
describe('large and hostile requests', () => {
  const get = (text: string) =>
    normalise(
      connectors.generic,
      { method: 'GET', path: '/Users', query: { filter: text }, body: null },
      shapes,
    )
  const seconds = (work: () => unknown): number => {
    const began = performance.now()
    work()
    return (performance.now() - began) / 1000
  }

  test.each([
    ['20,000 parentheses', `${'('.repeat(20_000)}userName eq "x"${')'.repeat(20_000)}`],
    ['a quotation that never ends', `userName eq "${'\\"'.repeat(500_000)}`],
    ['60 newlines in a quotation that never ends', `userName eq "${'\n'.repeat(60)}`],
    ['NUL and lone surrogates', 'userName eq "\u0000\ud800"'],
    ['200,000 brackets', 'emails[type eq "x"].value eq '.repeat(200_000)],
  ])('%s: read in no time', (_, text) => {
    expect(seconds(() => get(text))).toBeLessThan(5)
  })

  test('a body a hundred thousand levels deep, and a list of 200,000 members', () => {
    const depth = 100_000
    let deep: unknown = 'True'
    for (let at = 0; at < depth; at++) deep = at % 2 ? [deep] : { emails: deep }
    const members = Array.from({ length: 200_000 }, (_, at) => ({ value: `u${at}` }))
    const send = (method: string, path: string, body: unknown) =>
      normalise(connectors.entra, { method, path, query: {}, body }, shapes)
    expect(seconds(() => send('POST', '/Users', deep))).toBeLessThan(5)
    expect(
      seconds(() => send('PATCH', '/Users/1', { Operations: [{ op: 'Add', value: deep }] })),
    ).toBeLessThan(5)
    expect(seconds(() => send('PUT', '/Groups/1', { schemas: [], members }))).toBeLessThan(5)
    const removal = { Operations: [{ op: 'Remove', path: 'members', value: members }] }
    expect(seconds(() => send('PATCH', '/Groups/1', removal))).toBeLessThan(5)
  })
})
