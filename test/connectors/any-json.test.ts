import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Connector, ConnectorId } from '../../connectors/connector.ts'
import { connectors } from '../../connectors/index.ts'
import { normalise } from '../../connectors/normalise.ts'
import { request } from './any-request.ts'
import { recordings } from './recordings.ts'
import { shapes } from './shapes.ts'

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
    let bulk: unknown = {}
    for (let at = 0; at < depth; at++) bulk = { Operations: [{ method: 'POST', path: '/bulk', data: bulk }] }
    const members = Array.from({ length: 200_000 }, (_, at) => ({ value: `u${at}` }))
    const send = (method: string, path: string, body: unknown) =>
      normalise(connectors.entra, { method, path, query: {}, body }, shapes)
    expect(seconds(() => send('POST', '/Bulk', bulk))).toBeLessThan(5)
    expect(seconds(() => send('POST', '/Users', deep))).toBeLessThan(5)
    expect(
      seconds(() => send('PATCH', '/Users/1', { Operations: [{ op: 'Add', value: deep }] })),
    ).toBeLessThan(5)
    expect(seconds(() => send('PUT', '/Groups/1', { schemas: [], members }))).toBeLessThan(5)
    const removal = { Operations: [{ op: 'Remove', path: 'members', value: members }] }
    expect(seconds(() => send('PATCH', '/Groups/1', removal))).toBeLessThan(5)
  })
})
