import { setTimeout as pause } from 'node:timers/promises'
import knex, { type Knex } from 'knex'
import { knexSnakeCaseMappers } from 'objection'
import pg from 'pg'
import { migrations } from '../../migrations/index.ts'

/** A birthday is a day, not a moment: as a Date it would move with the machine's time zone. */
pg.types.setTypeParser(pg.types.builtins.DATE, (day) => day)

export type Database = Knex
/** Every query takes one, so that forgetting the transaction does not compile. */
export type Tx = Knex.Transaction

/** Where a pooler gives each transaction another connection, none of them keeps a statement for the next time. */
export const openDatabase = (url: string, poolSize = 20, keepsStatements = true): Database =>
  knex({
    client: 'pg',
    connection: { connectionString: url, application_name: 'usher' },
    pool: { min: 0, max: poolSize },
    acquireConnectionTimeout: 15_000,
    // What the next release has added stands in no way of this one: amid a rolling deploy, or after one is taken back.
    migrations: {
      migrationSource: migrations,
      tableName: 'migrations',
      disableMigrationsListValidation: true,
    },
    // It would print on standard output, where the command line gives its answers; what matters is thrown too.
    log: { warn() {}, error() {}, debug() {}, deprecate() {} },
    ...knexSnakeCaseMappers(),
    // A word of ours: knex hands its settings on to each transaction, and `askPastKnex` reads it there.
    ...{ keepsStatements },
  })

/** How many connections are in use, and who waits for one. */
export function poolOf(db: Database): { used: number; free: number; waiting: number; most: number } {
  const { pool } = db.client
  return { used: pool.numUsed(), free: pool.numFree(), waiting: pool.numPendingAcquires(), most: pool.max }
}

/** Any number would do; it is ours by being the same everywhere. */
const MIGRATING = 8_121_003

/** Whoever waits for somebody else's migrations looks again after so long. */
const LOOK_AGAIN_MS = 200

/**
 * Ours, then the queue's own; nothing where both are there, as at most starts, which are to be quick. Several
 * instances may start at once, on an empty database too: they wait here for each other.
 * knex's own lock can not do that, and stays shut when its holder is killed; under ours it is free.
 * Nobody holds a connection while they wait: a pooler has few, and whoever migrates needs three of them.
 */
export async function migrate(db: Database, url: string): Promise<string[]> {
  if ((await isMigrated(db)) && (await hasQueue(db))) return []
  for (;;) {
    const names = await migrateAlone(db, url)
    if (names) return names
    await pause(LOOK_AGAIN_MS)
  }
}

/** Of the queue's own migrations, which its package does not tell; test/db/migrate.test.ts holds it to what it runs. */
export const NEWEST_OF_QUEUE = 19

async function hasQueue(db: Database): Promise<boolean> {
  const [newest] = await db('graphile_worker.migrations').max({ id: 'id' }).catch(noneWithoutTable)
  return newest?.id >= NEWEST_OF_QUEUE
}

/** Null while somebody else is at it. */
function migrateAlone(db: Database, url: string): Promise<string[] | null> {
  return db.transaction(async (gate) => {
    const { rows } = await gate.raw('select pg_try_advisory_xact_lock(?) "isOurs"', [MIGRATING])
    if (!rows[0].isOurs) return null
    await freeLock(db)
    const [, names] = (await db.migrate.latest()) as [number, string[]]
    await migrateQueue(url)
    return names
  })
}

/** knex has the same in two steps: whoever looks between them finds no lock, adds one, and with two of them none opens. */
async function freeLock(db: Database): Promise<void> {
  if (!(await db.schema.hasTable('migrations_lock'))) return
  await db.transaction(async (tx) => {
    await tx('migrations_lock').delete()
    await tx('migrations_lock').insert({ isLocked: 0 })
  })
}

async function migrateQueue(url: string): Promise<void> {
  const { Logger, runMigrations } = await import('graphile-worker')
  // It would tell of each of them on the console.
  await runMigrations({ connectionString: url, logger: new Logger(() => () => {}) })
}

/** True when this database has run every migration this version knows. Asked all the time, so it only looks. */
export async function isMigrated(db: Database): Promise<boolean> {
  const rows: { name: string }[] = await db('migrations').select('name').catch(noneWithoutTable)
  const done = new Set(rows.map((it) => it.name))
  const known = await migrations.getMigrations([])
  return known.every((it) => done.has(it))
}

function noneWithoutTable(fault: unknown): [] {
  if (codeOf(fault) === '42P01') return []
  throw fault
}

/** Postgres could not put two transactions in order, or they waited for each other: simply try again. */
const passing = new Set(['40001', '40P01'])
const TRIES = 6

/** The one place where a transaction begins. What it promises holds at commit or not at all. */
export const inTransaction = <T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> =>
  untilInOrder(() => db.transaction(work))

/**
 * One statement that decides and does all of it is a transaction of its own: to begin and to commit it would cost two
 * more ways to the database, and what it locks would be held for as long.
 */
export const inOneStatement = <T>(db: Database, statement: (tx: Tx) => Promise<T>): Promise<T> =>
  untilInOrder(() => statement(db as Tx))

async function untilInOrder<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (fault) {
      if (attempt >= TRIES || !passing.has(codeOf(fault))) throw fault
    }
  }
}

interface PostgresFault {
  code?: string
  constraint?: string
}

/** Objection wraps what Postgres said; knex hands it on. */
const told = (fault: unknown): PostgresFault => {
  const wrapped = fault as (PostgresFault & { nativeError?: PostgresFault }) | null
  return wrapped?.nativeError ?? wrapped ?? {}
}

const codeOf = (fault: unknown): string => told(fault).code ?? ''

/** Another row holds that unique key; the constraint says which. */
export const isDuplicate = (fault: unknown, constraint: string): boolean =>
  codeOf(fault) === '23505' && told(fault).constraint === constraint

/** It refers to a row that is not there, or not any more. */
export const isDangling = (fault: unknown, constraint: string): boolean =>
  codeOf(fault) === '23503' && told(fault).constraint === constraint
