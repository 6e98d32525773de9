import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Connector } from '../../connectors/connector.ts'
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
const operation = fc.record(
  {
    op: fc.oneof(fc.constantFrom('Add', 'replace', 'Remove'), json),
    path: fc.oneof(filter, key, json),
    value: json,
  },
  { requiredKeys: [] },
)
const path = fc.oneof(
  fc.constantFrom(
    '/Users/1',
    '/groups/2/',
    '/Users',
    '/Groups',
    '/Users/.search',
    '/Bulk',
    '//users//',
    '/',
    '',
  ),
  fc.string({ maxLength: 8 }),
)
const method = fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'PaTcH')
const patch = fc.oneof(
  json,
  fc.record({ Operations: fc.oneof(fc.array(fc.oneof(operation, json), { maxLength: 4 }), json) }),
)
const bulk = fc.record({
  Operations: fc.array(fc.record({ method, path, data: patch }, { requiredKeys: [] }), { maxLength: 3 }),
})
const request: fc.Arbitrary<ScimRequest> = fc.record({
  method,
  path,
  query: fc.record({ filter: fc.oneof(filter, json) }, { requiredKeys: [] }),
  body: fc.oneof(patch, bulk),
})

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) for (const it of Object.values(value)) frozen(it)
  return Object.freeze(value)
}
const everyone: Connector[] = Object.values(connectors)
const anyone = fc.constantFrom(...everyone)

describe('whatever is sent', () => {
  test('is read without a fault, without being touched, and the second reading finds nothing to do', () => {
    fc.assert(
      fc.property(anyone, request, (connector, it) => {
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

/** Counts, not clocks: reading takes as many steps as there are letters. */
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
  ])('%s: under a second', (_, text) => {
    expect(seconds(() => get(text))).toBeLessThan(1)
  })

  test('a body a hundred thousand levels deep, and a list of 200,000 members', () => {
    const depth = 100_000
    let deep: unknown = 'True'
    for (let at = 0; at < depth; at++) deep = at % 2 ? [deep] : { emails: deep }
    const members = Array.from({ length: 200_000 }, (_, at) => ({ value: `u${at}` }))
    const send = (method: string, path: string, body: unknown) =>
      normalise(connectors.entra, { method, path, query: {}, body }, shapes)
    expect(seconds(() => send('POST', '/Users', deep))).toBeLessThan(1)
    expect(
      seconds(() => send('PATCH', '/Users/1', { Operations: [{ op: 'Add', value: deep }] })),
    ).toBeLessThan(1)
    expect(seconds(() => send('PUT', '/Groups/1', { schemas: [], members }))).toBeLessThan(1)
    const removal = { Operations: [{ op: 'Remove', path: 'members', value: members }] }
    expect(seconds(() => send('PATCH', '/Groups/1', removal))).toBeLessThan(2)
  })
})
