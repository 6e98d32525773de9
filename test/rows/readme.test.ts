import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const tests = join(import.meta.dirname, '..')
const textOf = (path: string) => readFileSync(join(tests, path), 'utf8')

const table = textOf('rows/README.md')
  .split('\n')
  .flatMap((line) => {
    const [, id, , , held] = /^\| ([SXR][\d.]+) \| ([^|]*) \| ([^|]*) \| ([^|]*) \|$/.exec(line) ?? []
    return id && held ? [{ id, held: held.split('<br>') }] : []
  })

const numbered = (prefix: string, count: number, first = 1) =>
  Array.from({ length: count }, (_, at) => `${prefix}${String(at + first).padStart(2, '0')}`)
const everyRow = [
  ...[50, 40, 42, 51, 63].flatMap((count, system) => numbered(`S${system}.`, count)),
  ...numbered('X', 22),
  ...numbered('R', 10, 63),
]

/** The ids in the names of the tests of a file of this folder. */
const idsIn = (path: string): string[] =>
  [...textOf(path).matchAll(/\btest\(\s*'((?:[SXR][\d.]+ )+)/g)].flatMap(([, ids = '']) =>
    ids.trim().split(' '),
  )
const walks = readdirSync(import.meta.dirname)
  .filter((it) => it.endsWith('.test.ts') && it !== 'readme.test.ts')
  .map((it) => `rows/${it}`)

describe('the table of rows', () => {
  test('has each row once', () => {
    expect(everyRow).toHaveLength(278)
    expect(table.map((it) => it.id)).toEqual(everyRow)
  })

  test('names tests that there are', () => {
    const faults = table.flatMap(({ id, held }) =>
      held.flatMap((one) => {
        if (/^not yet: \S/.test(one)) return []
        const [, path = '', name] = /^`([^`]+)`(?: › (.+))?$/.exec(one) ?? []
        if (!path || !existsSync(join(tests, path))) return [`${id}: no such file: ${one}`]
        if (name) return textOf(path).includes(`'${name}'`) ? [] : [`${id}: no such test: ${one}`]
        return idsIn(path).includes(id) ? [] : [`${id}: no test of ${path} names it`]
      }),
    )
    expect(faults).toEqual([])
  })

  test('knows of every row that a test of this folder names', () => {
    const said = walks.flatMap((path) => [...new Set(idsIn(path))].map((id) => `${id} ${path}`))
    const known = table.flatMap(({ id, held }) => held.map((one) => `${id} ${one.replaceAll('`', '')}`))
    expect(said.length).toBeGreaterThan(200)
    expect(said.filter((it) => !known.includes(it))).toEqual([])
  })
})
