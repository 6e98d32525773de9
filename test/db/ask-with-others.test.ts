import { setImmediate as aBreath } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withoutTransaction } from '../../src/db/ask.ts'
import { askWithOthers } from '../../src/db/ask-with-others.ts'
import { type Database, openDatabase } from '../../src/db/database.ts'
import { type House, openHouse } from '../support/house.ts'
import { saidBy } from '../support/plans.ts'

let house: House
let db: Database
beforeAll(async () => {
  house = await openHouse()
  db = openDatabase(house.url, 4)
  // To be let in may take a while, where others are at work.
  await Promise.all(['a', 'b', 'c', 'd'].map(() => db.raw('select pg_sleep(0)')))
})
afterAll(async () => {
  await db.destroy()
  await house.close()
})

const own = ['the organization', 'the connection']
const statement = (sql: string, value: unknown, type: 'text' | 'text[]' | 'integer' = 'integer') => ({
  ...{ sql, values: [...own, value], types: [type] },
  isUsual: true,
})
const ask = <T>(sql: string, value: unknown, type?: 'text' | 'text[]' | 'integer', of = own) => {
  const asked = statement(sql, value, type)
  return askWithOthers<T>(withoutTransaction(db), { ...asked, values: [...of, value] })
}

const twice = `select cast($1 as text) || ' ' || cast($2 as text) own, n from generate_series(1, cast($3 as integer)) n
  order by n desc`

test('whoever comes while somebody asks goes with the others, and each gets their own answer in its order', async () => {
  let answers: { own: string; n: number }[][] = []
  const asking = (n: number) => ask<{ own: string; n: number }>(twice, n)
  const said = await saidBy(db, async () => {
    const first = asking(2)
    await aBreath()
    answers = await Promise.all([first, ...[0, 3, 1].map(asking)])
  })
  expect(said).toHaveLength(2)
  const name = own.join(' ')
  expect(answers).toEqual([
    [
      { own: name, n: 2 },
      { own: name, n: 1 },
    ],
    [],
    [
      { own: name, n: 3 },
      { own: name, n: 2 },
      { own: name, n: 1 },
    ],
    [{ own: name, n: 1 }],
  ])
})

test('those who come in one breath go together from the first', async () => {
  let answers: { n: number }[][] = []
  const said = await saidBy(db, async () => {
    answers = await Promise.all([1, 0, 1].map((n) => ask<{ n: number }>(twice, n)))
  })
  expect(said).toHaveLength(1)
  expect(answers.map((it) => it.length)).toEqual([1, 0, 1])
})

test('connections never ask together', async () => {
  const said = await saidBy(db, () =>
    Promise.all(['one', 'two', 'three'].map((it) => ask(twice, 1, 'integer', [own[0] ?? '', it]))),
  )
  expect(said).toHaveLength(3)
})

test('what one of them may not ask does not spoil it for the others', async () => {
  const divided = 'select 12 / cast($3 as integer) n, cast($1 as text) || cast($2 as text) own'
  const all = [3, 4, 0, 6].map((n) => ask<{ n: number }>(divided, n))
  const ended = await Promise.allSettled(all)
  expect(ended.map((it) => (it.status === 'fulfilled' ? it.value[0]?.n : String(it.reason)))).toEqual([
    4,
    3,
    expect.stringContaining('division by zero'),
    2,
  ])
})

test('lists of any length go together, whatever is written in them', async () => {
  const joined = `select array_to_string(cast($3 as text[]), '|') "all", cast($1 as text) || cast($2 as text) own`
  const lists = [['a'], [], ['b', 'c"d', '\\', '{e,f}', 'null', ''], ['ü 😀', "'; drop table users"]]
  const answers = await Promise.all(lists.map((it) => ask<{ all: string }>(joined, it, 'text[]')))
  expect(answers.map(([it]) => it?.all)).toEqual(lists.map((it) => it.join('|')))
})

test('a statement that hangs does not hold up those who come later', async () => {
  const slow = `select pg_sleep(cast($3 as integer)), cast($1 as text) || cast($2 as text) own`
  const order: string[] = []
  const hanging = ask(slow, 1).then(() => order.push('hung'))
  await aBreath()
  const next = ask(slow, 0).then(() => order.push('next'))
  await Promise.all([hanging, next])
  expect(order).toEqual(['next', 'hung'])
})

test('in a transaction everybody asks alone', async () => {
  const said = await saidBy(db, () =>
    db.transaction(async (tx) => {
      await askWithOthers(tx, statement(twice, 1))
      await askWithOthers(tx, statement(twice, 2))
    }),
  )
  expect(said.filter(({ sql }) => sql.includes('generate_series')).map(({ sql }) => sql)).toEqual([
    twice,
    twice,
  ])
})
