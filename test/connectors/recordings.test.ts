import { describe, expect, test } from 'vitest'
import { connectors } from '../../connectors/index.ts'
import { normalise, type ScimRequest } from '../../connectors/normalise.ts'
import { type Recording, recordings } from './recordings.ts'
import { shapes } from './shapes.ts'

const requestOf = ({ request }: Recording): ScimRequest => ({ query: {}, ...request })
const expected = (it: Recording) => ({
  request: { ...requestOf(it), ...it.normalised },
  quirksUsed: it.quirks,
})
const byName = recordings.map((it) => [`${it.file}: ${it.says}`, it] as const)
const forAll = byName.filter(([, it]) => !it.generic)
const forOne = byName.filter(([, it]) => it.generic)

describe('the default connector reads', () => {
  test.each(forAll)('%s', (_, it) => {
    expect(normalise(connectors.generic, requestOf(it), shapes)).toEqual(expected(it))
  })
})

describe('the connector of its own reads', () => {
  test.each(byName)('%s', (_, it) => {
    expect(normalise(connectors[it.provider], requestOf(it), shapes)).toEqual(expected(it))
  })
})

describe('only the connector of its own reads', () => {
  test.each(forOne)('%s', (_, it) => {
    const own = connectors[it.provider].quirks.map((quirk) => quirk.name)
    const shared = connectors.generic.quirks.map((quirk) => quirk.name)
    const { quirksUsed } = normalise(connectors.generic, requestOf(it), shapes)
    const special = it.quirks.filter((name) => !quirksUsed.includes(name))
    expect(special).not.toEqual([])
    for (const name of special) {
      expect(own).toContain(name)
      expect(shared).not.toContain(name)
    }
  })
})

test('each of the 31 oddities is recorded', () => {
  const told = new Set(recordings.map((it) => it.gotcha))
  expect(Array.from({ length: 31 }, (_, at) => at + 1).filter((it) => !told.has(it))).toEqual([])
})

test('every provider has recordings, and nobody else', () => {
  expect(new Set(recordings.map((it) => it.provider))).toEqual(new Set(Object.keys(connectors)))
})

test('a quirk is seen acting for each provider it is said to be sent by', () => {
  const quirks = new Set(Object.values(connectors).flatMap((it) => it.quirks))
  const unseen = [...quirks].flatMap((quirk) =>
    quirk.sentBy.filter(
      (id) => !recordings.some((it) => it.provider === id && it.quirks.includes(quirk.name)),
    ),
  )
  const unsaid = recordings
    .filter((it) => it.provider !== 'generic')
    .flatMap((it) => it.quirks.map((name) => ({ provider: it.provider, name })))
    .filter(
      ({ provider, name }) =>
        ![...quirks].some((it) => it.name === name && (it.sentBy as readonly string[]).includes(provider)),
    )
    .map(({ provider, name }) => `${provider}: ${name}`)
  expect([unseen, [...new Set(unsaid)]]).toEqual([[], []])
})

test('what is written as in the RFC means what the RFC says', () => {
  const printed = recordings.filter((it) => it.provider === 'generic')
  for (const it of printed)
    for (const connector of Object.values(connectors))
      expect(normalise(connector, requestOf(it), shapes)).toEqual({ request: requestOf(it), quirksUsed: [] })
})
