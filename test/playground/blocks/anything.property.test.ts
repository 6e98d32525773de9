import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkManifest } from '../../../src/playground/blocks/check-manifest.ts'
import { checkMessage } from '../../../src/playground/blocks/messages.ts'
import { messageRefused, viewRefused } from '../../../src/playground/blocks/refusals.ts'
import { checkSuggestions } from '../../../src/playground/blocks/suggestions.ts'
import { checkView } from '../../../src/playground/blocks/views.ts'
import {
  blocks,
  clickable,
  fileInput,
  home,
  many,
  modal,
  moment,
  option,
  pickable,
  pickableSeveral,
  typable,
} from './samples.ts'

const checks = [
  checkView,
  checkMessage,
  (it: unknown) => checkMessage(it, 'update'),
  checkSuggestions,
  checkManifest,
]
const samples = [
  ...Object.values(blocks),
  ...Object.values(clickable),
  ...Object.values(pickable),
  ...Object.values(pickableSeveral),
]
const elements = [...samples, ...Object.values(typable), fileInput, moment]

type Path = (string | number)[]
const pathsIn = (value: unknown, path: Path = []): Path[] =>
  typeof value === 'object' && value !== null
    ? [path, ...Object.entries(value).flatMap(([name, it]) => pathsIn(it, [...path, name]))]
    : [path]

function replaced(value: unknown, [name, ...rest]: Path, by: unknown): unknown {
  if (name === undefined) return by
  const copy = structuredClone(value) as Record<string, unknown>
  copy[name] = replaced(copy[name], rest, by)
  return copy
}

/** A payload Slack takes, with one part of it exchanged for anything at all. */
const almostGood = fc
  .tuple(fc.constantFrom(...elements), fc.boolean(), fc.jsonValue(), fc.nat())
  .map(([it, isModal, by, where]) => {
    const block = Object.values(blocks).includes(it)
      ? it
      : { type: 'section', text: { type: 'plain_text', text: 'a' }, accessory: it }
    const view = isModal ? modal([block]) : home([block])
    const paths = pathsIn(view)
    return replaced(view, paths[where % paths.length] ?? [], by)
  })

const time = (run: () => void): number => {
  const start = performance.now()
  run()
  return performance.now() - start
}

describe('whatever arrives', () => {
  test('a check answers with words and a pointer, and never throws', () =>
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), almostGood), (it) => {
        for (const check of checks)
          for (const fault of check(it)) expect(fault.words && typeof fault.pointer).toBe('string')
      }),
      { numRuns: 500 },
    ))

  test('a pointer leads to something that is there, or to the name of what should be', () =>
    fc.assert(
      fc.property(almostGood, (view) => {
        for (const { pointer } of checkView(view)) {
          const names = pointer.split('/').slice(2, -1)
          const parent = names.reduce<unknown>((it, name) => (it as Record<string, unknown>)[name], view)
          expect(pointer === '/view' || (typeof parent === 'object' && parent !== null)).toBe(true)
        }
      }),
      { numRuns: 500 },
    ))

  test('a refusal has a body exactly when there is a fault', () =>
    fc.assert(
      fc.property(almostGood, (it) => {
        expect(viewRefused(checkView(it)) !== undefined).toBe(checkView(it).length > 0)
        expect(messageRefused(checkMessage(it)) !== undefined).toBe(checkMessage(it).length > 0)
      }),
    ))

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'a type or field named %s is a fault',
    (name) => {
      const field = JSON.parse(`{ "type": "divider", ${JSON.stringify(name)}: 1 }`)
      expect(checkView(home([{ type: name }]))).toMatchObject([{ words: `unsupported type: ${name}` }])
      expect(checkView(home([field]))).toMatchObject([{ words: `invalid additional property: ${name}` }])
    },
  )

  const heavy: [string, unknown][] = [
    ['80,000 empty blocks', home(many(80_000, {}))],
    [
      'a hundred selects of a hundred options',
      home(
        many(100, { type: 'section', accessory: { type: 'static_select', options: many(100, option('a')) } }),
      ),
    ],
    [
      '20,000 pieces of rich text',
      home([{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: many(20_000, {}) }] }]),
    ],
    [
      '20,000 unknown fields',
      home([Object.fromEntries(many(20_000, 1).map((it, index) => [`f${index}`, it]))]),
    ],
    ['250 kB of text', home([{ type: 'header', text: { type: 'plain_text', text: '🎉'.repeat(62_000) } }])],
    [
      '120,000 brackets in each other',
      JSON.parse(`{"type":"home","blocks":${'['.repeat(120_000)}${']'.repeat(120_000)}}`),
    ],
  ]
  test.each(heavy)('%s are answered in less than a second', (_, view) => {
    expect(checkView(view)).not.toEqual([])
    expect(time(() => checkView(view))).toBeLessThan(1000)
    expect(time(() => checkMessage(view))).toBeLessThan(1000)
  })
})
