import { randomBytes } from 'node:crypto'
import { afterEach, expect, inject, test } from 'vitest'
import { type Database, isMigrated, migrate, NEWEST_OF_QUEUE, openDatabase } from '../../src/db/database.ts'
import { openHouse } from '../support/house.ts'

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

/** The newest of the queue's, which only marks a place, is run again: whoever migrates has something to do. */
const missingOne = (db: Database) => db('graphile_worker.migrations').where({ id: NEWEST_OF_QUEUE }).delete()

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
  await missingOne(db)
  expect(await migrate(db, url)).toEqual([])
  expect(await db('migrations_lock')).toMatchObject([{ isLocked: 0 }])
})

test('where nothing is missing it only looks, and waits for nobody who migrates', async () => {
  const url = await emptyDatabase()
  const db = instanceOn(url)
  await migrate(db, url)
  const asked: string[] = []
  const next = instanceOn(url)
  next.on('query', ({ sql }: { sql: string }) => asked.push(sql.split(' ')[0] ?? ''))
  await db.transaction(async (gate) => {
    await gate.raw('select pg_advisory_xact_lock(8121003)')
    expect(await migrate(next, url)).toEqual([])
  })
  expect(asked).toEqual(['select', 'select'])
})

test('what the queue lacks is made, also where nothing of ours is missing', async () => {
  const url = await emptyDatabase()
  const db = instanceOn(url)
  await migrate(db, url)
  const newest = () => db('graphile_worker.migrations').max({ id: 'id' })
  expect(await newest(), 'NEWEST_OF_QUEUE').toEqual([{ id: NEWEST_OF_QUEUE }])
  await missingOne(db)
  await migrate(db, url)
  expect(await newest()).toEqual([{ id: NEWEST_OF_QUEUE }])
  await db.raw('drop schema graphile_worker cascade')
  await migrate(db, url)
  expect(await newest()).toEqual([{ id: NEWEST_OF_QUEUE }])
})

test('to ask whether it is migrated changes nothing, before it was and after', async () => {
  const url = await emptyDatabase()
  const db = instanceOn(url)
  expect(await isMigrated(db)).toBe(false)
  expect(await db.schema.hasTable('migrations')).toBe(false)
  await migrate(db, url)
  // As the next that starts leaves it for a moment.
  await db('migrations_lock').delete()
  expect(await isMigrated(db)).toBe(true)
  expect(await db('migrations_lock')).toEqual([])
  await db('migrations').where('name', 'like', '0001%').delete()
  expect(await isMigrated(db)).toBe(false)
})

test('instances start while others are asked whether they are ready', async () => {
  const url = await emptyDatabase()
  const old = instanceOn(url)
  await migrate(old, url)
  let isOver = false
  // As a release did that looked by way of knex.
  const asks = async () => {
    while (!isOver) await old.migrate.list()
  }
  const asking = [asks(), asks(), asks()]
  const db = instanceOn(url)
  try {
    for (let nth = 0; nth < 12; nth++) {
      await missingOne(db)
      await migrate(db, url)
      expect(await db('migrations_lock')).toHaveLength(1)
    }
  } finally {
    isOver = true
    await Promise.allSettled(asking)
  }
})

// Take disableMigrationsListValidation from src/db/database.ts to see it fail.
test('a release that starts anew amid a rolling deploy runs on what the next one has migrated', async () => {
  const url = await emptyDatabase()
  const db = instanceOn(url)
  await migrate(db, url)
  await db('migrations').insert({ name: '9000-of-the-next-release', batch: 2, migrationTime: new Date() })
  await missingOne(db)
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

/** With one that does, 0083 undone, the three thousandth person of a first sync costs three thousand looks five times. */
test('no other index of what is referred to by thousands begins as its key does', async () => {
  const house = await openHouse()
  const names = await house.query(
    `select indexrelid::regclass::text as name from pg_index i join pg_attribute a on a.attrelid = i.indexrelid
     where indrelid::regclass::text = any('{users,groups,one_time_tokens,invitations}')
       and not indisprimary and indpred is null and attnum = 1 and attname = 'organization_id'`,
  )
  await house.close()
  expect(names).toEqual([])
})
