import { randomBytes } from 'node:crypto'
import { afterEach, expect, inject, test } from 'vitest'
import { type Database, isMigrated, migrate, openDatabase } from '../../src/db/database.ts'

const open: Database[] = []
afterEach(async () => {
  for (const it of open.splice(0)) await it.destroy()
})

async function emptyDatabase(): Promise<string> {
  const server = inject('databaseServer')
  const admin = openDatabase(server, 1)
  const name = `empty_${randomBytes(6).toString('hex')}`
  await admin.raw(`create database ${name}`)
  await admin.destroy()
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}

const instanceOn = (url: string): Database => {
  const db = openDatabase(url, 3)
  open.push(db)
  return db
}

test('four instances that start at once on an empty database wait for each other', async () => {
  const url = await emptyDatabase()
  const names = await Promise.all(Array.from({ length: 4 }, () => migrate(instanceOn(url), url)))
  expect(names.filter((it) => it.length > 0)).toHaveLength(1)
  expect(await isMigrated(instanceOn(url))).toBe(true)
})

test('one that was killed while it migrated does not shut out the next', async () => {
  const url = await emptyDatabase()
  const db = instanceOn(url)
  await migrate(db, url)
  await db('migrations_lock').update({ isLocked: 1 })
  expect(await migrate(db, url)).toEqual([])
})

// Take disableMigrationsListValidation from src/db/database.ts to see it fail.
test('a release that starts anew amid a rolling deploy runs on what the next one has migrated', async () => {
  const url = await emptyDatabase()
  const db = instanceOn(url)
  await migrate(db, url)
  await db('migrations').insert({ name: '9000-of-the-next-release', batch: 2, migrationTime: new Date() })
  expect(await migrate(instanceOn(url), url)).toEqual([])
  expect(await isMigrated(instanceOn(url))).toBe(true)
})

test('every migration can be taken back, and made again', async () => {
  const url = await emptyDatabase()
  const db = instanceOn(url)
  await migrate(db, url)
  await db.migrate.rollback(undefined, true)
  const left = await db.raw(
    `select table_name from information_schema.tables where table_schema = 'public' and table_name not like 'migrations%'`,
  )
  expect(left.rows).toEqual([])
  await migrate(db, url)
  expect(await isMigrated(db)).toBe(true)
})
