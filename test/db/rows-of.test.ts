import { afterAll, beforeAll, expect, test } from 'vitest'
import { prepared } from '../../src/db/row.ts'
import { given, INTEGERS } from '../../src/db/rows-of.ts'
import { type House, openHouse } from '../support/house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

interface Row {
  id: string
  someText: string | null
  texts: string[] | null
  codes: Int32Array | null
  json: unknown
  isSo: boolean | null
  count: number | null
  at: Date | null
  birthday: string | null
}

const columns = {
  id: 'uuid',
  someText: 'text',
  texts: 'text[]',
  codes: INTEGERS,
  json: 'jsonb',
  isSo: 'boolean',
  count: 'integer',
  at: 'timestamptz',
  birthday: 'date',
}

const idOf = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const empty = {
  someText: null,
  texts: null,
  codes: null,
  json: null,
  isSo: null,
  count: null,
  at: null,
  birthday: null,
}

/** What a statement sees of them. */
async function seen(rows: Row[]): Promise<unknown[]> {
  const { from, bindings } = given('r', columns, rows)
  const sql = `select id, some_text "someText", texts, codes, json, is_so "isSo", count, at, birthday from ${from}`
  return house.db.transaction((tx) => prepared(tx, sql, bindings))
}

const asSeen = (row: Row) => ({
  ...row,
  codes: row.codes && [...row.codes],
})

const odd = [
  '',
  ' ',
  'NULL',
  'null',
  '{}',
  '{"a",b}',
  'a,b',
  'quote " and \\ backslash \\',
  "it's",
  'tab\tand\nline',
  '\u001f\u0001',
  'Łukasz Żółć',
  '漢字 and emoji 😀',
  'é'.repeat(39),
  'a'.repeat(40),
  'a'.repeat(41),
  '😀'.repeat(5_000),
]

const full = (text: string, n: number): Row => ({
  id: idOf(n),
  someText: text,
  texts: [text, '', 'plain', text],
  codes: Int32Array.from([n, 2 ** 31 - 1, -(2 ** 31), -n]),
  json: { [text]: [text, null, 1.5, true, {}] },
  isSo: n % 2 === 0,
  count: n - 3,
  at: new Date(1_800_000_000_000 + n),
  birthday: '1990-12-31',
})

test('rows arrive as they were given, whatever is in them, one as well as many', async () => {
  const rows: Row[] = odd.map(full)
  expect(await seen(rows)).toEqual(rows.map(asSeen))
  for (const row of rows) expect(await seen([row])).toEqual([asSeen(row)])
})

test('what only some have is nothing for the others, and what nobody has for all', async () => {
  const rows: Row[] = [
    { id: idOf(1), ...empty },
    { id: idOf(2), ...empty, someText: 'said', texts: [], codes: new Int32Array() },
    { id: idOf(3), ...empty, isSo: false, count: 0 },
    { id: idOf(4), ...empty, codes: Int32Array.of(7) },
    { id: idOf(5), ...empty },
  ]
  expect(await seen(rows)).toEqual(rows.map(asSeen))
  const nothing: Row[] = [5, 6].map((n) => ({ id: idOf(n), ...empty }))
  expect(await seen(nothing)).toEqual(nothing)
})

test('no rows are none', async () => {
  expect(await seen([])).toEqual([])
})
