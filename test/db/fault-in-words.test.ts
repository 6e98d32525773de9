import { randomBytes } from 'node:crypto'
import { afterAll, expect, inject, test } from 'vitest'
import { migrate, openDatabase } from '../../src/db/database.ts'
import { databaseFaultInWords } from '../../src/db/fault-in-words.ts'
import { prepared } from '../../src/db/row.ts'
import { closeEverything, later } from '../support/later.ts'
import { Pooler } from '../support/pooler.ts'

afterAll(closeEverything)

async function wordsOn(
  url: string,
  work = (db: ReturnType<typeof openDatabase>) => migrate(db, url) as Promise<unknown>,
) {
  const db = openDatabase(url, 3)
  try {
    return databaseFaultInWords(await work(db).catch((it: unknown) => it))
  } finally {
    await db.destroy()
  }
}
const server = () => inject('databaseServer')
const at = (change: Partial<URL>) => Object.assign(new URL(server()), change).href

test('nobody there, another name, another user: what is wrong and what to check', async () => {
  expect(await wordsOn(at({ port: '1' }))).toMatch(/^The database does not answer \(.*Is DATABASE_URL right/)
  expect(await wordsOn(at({ pathname: '/nowhere' }))).toMatch(/^There is no such database\./)
  expect(await wordsOn(at({ username: 'nobody', password: 'x' }))).toMatch(
    /^The database refused the login\./,
  )
})

test('a role that may not create tables is told how it may', async () => {
  const name = `narrow_${randomBytes(6).toString('hex')}`
  const admin = openDatabase(server(), 1)
  later(() => admin.destroy())
  await admin.raw(`create database ${name}`)
  const url = at({ pathname: `/${name}` })
  const own = openDatabase(url, 1)
  await own.raw('create schema elsewhere; revoke create on schema elsewhere from current_user')
  await own.destroy()
  const words = await wordsOn(`${url}?options=-csearch_path%3Delsewhere`)
  expect(words).toMatch(
    /^The role in DATABASE_URL may not do what Usher needs \(permission denied for schema elsewhere\)\. Let it own/,
  )
})

test('a pooler that nobody spoke of is named by what it does', async () => {
  const pooler = await Pooler.before(server(), 2)
  const twice = async (db: ReturnType<typeof openDatabase>) => {
    await db.transaction((tx) => prepared(tx, 'select 1 it'))
    await db.transaction((tx) => prepared(tx, 'select 1 it'))
  }
  expect(await wordsOn(pooler.url, twice)).toMatch(/Set DATABASE_POOLER=transaction\.$/)
})

test('whatever else goes wrong is a bug, and keeps its stack', () => {
  expect(
    databaseFaultInWords(Object.assign(new Error('column x does not exist'), { code: '42703' })),
  ).toBeNull()
  expect(databaseFaultInWords(new Error('undefined is not a function'))).toBeNull()
})
