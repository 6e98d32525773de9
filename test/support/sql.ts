import { openDatabase } from '../../src/db/database.ts'
import type { Place } from './usher-process.ts'

/** One statement on the database a place has right now, on a connection of its own. */
export async function ask<T>(place: Pick<Place, 'databaseUrl'>, statement: string): Promise<T[]> {
  const db = openDatabase(place.databaseUrl(), 1)
  try {
    const { rows } = await db.raw(statement)
    return rows
  } finally {
    await db.destroy()
  }
}

/** Every row of every table in every schema, the queue's included, as Postgres writes it out; bytes as hex. */
export async function dump(place: Pick<Place, 'databaseUrl'>): Promise<Map<string, string[]>> {
  const tables = await ask<{ name: string }>(
    place,
    `select format('%I.%I', n.nspname, c.relname) "name" from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p', 'm') and n.nspname not in ('pg_catalog', 'information_schema')
       and n.nspname not like 'pg_toast%' order by 1`,
  )
  const rows = await Promise.all(
    tables.map(({ name }) =>
      ask<{ row: string }>(place, `select row_to_json(it)::text "row" from ${name} it`),
    ),
  )
  return new Map(tables.map(({ name }, at) => [name, (rows[at] ?? []).map((it) => it.row)]))
}
