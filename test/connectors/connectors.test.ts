import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type Flags, lenient } from '../../connectors/connector.ts'
import { connectorOf, connectors } from '../../connectors/index.ts'
import { normalise } from '../../connectors/normalise.ts'
import { shapes } from './shapes.ts'

const baseUrl = 'https://usher.test/scim/v2'
const everyone = Object.values(connectors)
const providers = everyone.filter((it) => it.id !== 'generic')
const quirks = [...new Set(everyone.flatMap((it) => it.quirks))]

describe.each(everyone.map((it) => [it.name, it] as const))('%s', (_, connector) => {
  const steps = connector.steps(baseUrl)
  const pasted = steps.flatMap((it) => it.paste ?? [])
  const mapped = steps.flatMap((it) => it.map ?? [])

  test('is set up by pasting our address and the token, once each', () => {
    expect(pasted.filter((it) => it.value.startsWith(baseUrl))).toHaveLength(1)
    expect(pasted.filter((it) => it.value.includes('token'))).toHaveLength(1)
  })

  test('says how people are named, and no attribute twice', () => {
    const targets = mapped.map((it) => it.to)
    expect(targets).toEqual(expect.arrayContaining(['userName', 'name.givenName', 'name.familyName']))
    expect(new Set(targets).size).toBe(targets.length)
    expect(mapped.every((it) => it.from.trim())).toBe(true)
  })

  test('reads as plain sentences, in a terminal as well as in Slack', () => {
    for (const step of steps) {
      expect(step.title).toMatch(/^[A-Z].*[a-z]$/)
      expect(step.lines.length).toBeGreaterThan(0)
      for (const line of [...step.lines, ...(step.pitfalls ?? [])]) expect(line).toMatch(/^[^\n*`<]*[.:)]$/)
    }
    expect(steps.some((it) => /\btry\b/i.test(it.title))).toBe(true)
  })

  test('understands everything that the default understands', () => {
    expect(connector.quirks).toEqual(expect.arrayContaining([...connectors.generic.quirks]))
  })
})

describe('quirks', () => {
  test.each(quirks.map((it) => [it.name, it] as const))(
    '%s says why, in one sentence, and where it is written',
    (_, it) => {
      expect(it.why).toMatch(/^[A-Z][^\n]*\.$/)
      expect(it.source).toMatch(/^https:\/\//)
      expect(it.sentBy.length).toBeGreaterThan(0)
    },
  )

  test('no two share a name', () => {
    expect(new Set(quirks.map((it) => it.name)).size).toBe(quirks.length)
  })
})

describe('a flag is off, and', () => {
  const send = (flags: Partial<Flags>, operation: object) =>
    normalise(
      connectors.generic,
      { method: 'PATCH', path: '/Groups/1', query: {}, body: { Operations: [operation] } },
      shapes,
      { ...lenient, ...flags },
    ).quirksUsed

  test('a removal with a value is left for the core to take literally', () => {
    const removal = { op: 'remove', path: 'members', value: [{ value: 'u1' }] }
    expect(send({}, removal)).toEqual(['removeByValue'])
    expect(send({ removeMembersWithValue: 'strict' }, removal)).toEqual([])
  })

  test('an empty text is a text', () => {
    const emptying = { op: 'replace', path: 'displayName', value: '' }
    expect(send({}, emptying)).toEqual(['emptyText'])
    expect(send({ emptyStringClears: false }, emptying)).toEqual([])
  })

  test('a foreign schema is left for the core to reject', () => {
    const post = (unknownAttributes: Flags['unknownAttributes']) =>
      normalise(
        connectors.generic,
        { method: 'POST', path: '/Groups', query: {}, body: { schemas: [shapes.group.id, 'urn:x'] } },
        shapes,
        { ...lenient, unknownAttributes },
      ).quirksUsed
    expect(post('ignore')).toEqual(['foreignSchemas'])
    expect(post('reject')).toEqual([])
  })
})

test('what can not be understood is not obeyed halfway', () => {
  const operation = { op: 'remove', path: 'members', value: [{ value: 'u1' }, { display: 'somebody' }] }
  const body = { Operations: [operation] }
  const { request } = normalise(
    connectors.generic,
    { method: 'PATCH', path: '/Groups/1', query: {}, body },
    shapes,
  )
  expect(request.body).toBe(body)
})

test('a long list of removals stays one operation, as operations are counted', () => {
  const removal = (count: number) => {
    const value = Array.from({ length: count }, (_, at) => ({ value: `u${at}` }))
    const body = { Operations: [{ op: 'remove', path: 'members', value }] }
    const request = { method: 'PATCH', path: '/Groups/1', query: {}, body }
    return normalise(connectors.generic, request, shapes).quirksUsed
  }
  expect([removal(50), removal(51)]).toEqual([['removeByValue'], []])
})

test('a connector that is gone, or never was, is the default', () => {
  expect(connectorOf('okta')).toBe(connectors.okta)
  for (const id of ['ping', '', 'constructor', '__proto__']) expect(connectorOf(id)).toBe(connectors.generic)
})

test('the README has the table of quirks as they are', () => {
  const row = (cells: string[]) => `| ${cells.join(' | ')} |`
  const table = [
    row(['quirk', ...providers.map((it) => it.id), 'understood by']),
    row(['---', ...providers.map(() => '---'), '---']),
    ...quirks.map((quirk) =>
      row([
        `\`${quirk.name}\``,
        ...providers.map((it) => (quirk.sentBy.some((id) => id === it.id) ? '×' : '')),
        connectors.generic.quirks.includes(quirk)
          ? 'all'
          : everyone.flatMap((it) => (it.quirks.includes(quirk) ? [it.id] : [])).join(', '),
      ]),
    ),
  ].join('\n')
  const readme = readFileSync(new URL('../../connectors/README.md', import.meta.url), 'utf8')
  expect(readme.split('## Who sends what\n\n')[1]?.split('\n\n')[0]).toBe(table)
})
