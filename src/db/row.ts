import { createHash } from 'node:crypto'
import { Model, type ModelClass } from 'objection'
import { askPastKnex } from './ask.ts'
import type { Tx } from './database.ts'

/**
 * A table whose rows are exactly a domain type: columns are its fields in snake case. One cast here instead
 * of every field declared a second time.
 */
export function rowOf<T>(tableName: string, idColumn: string[] = ['organizationId', 'id']) {
  const Row = class extends Model {
    static override tableName = tableName
    static override idColumn = idColumn
  }
  return Row as unknown as ModelClass<Model & T>
}

/** Rows of a statement that speaks SQL itself; it names its columns as the type does. */
export async function select<T>(tx: Tx, sql: string, bindings: Record<string, unknown> = {}): Promise<T[]> {
  const { rows } = await tx.raw(sql, bindings as Record<string, never>)
  return rows as T[]
}

/**
 * The same for a statement that many requests make: it is written out for the driver once, and each connection plans
 * it once. Its text has no values in it.
 */
export async function prepared<T>(tx: Tx, sql: string, bindings: Record<string, unknown> = {}): Promise<T[]> {
  const { name, text, keys } = statementOf(sql)
  return askPastKnex<T>(tx, { name, text, values: valuesOf(keys, bindings) })
}

/**
 * The same for many rows at once, planned anew each time: a plan kept from when there were few would go through all of
 * them, for each.
 */
export async function plannedAnew<T>(
  tx: Tx,
  sql: string,
  bindings: Record<string, unknown> = {},
): Promise<T[]> {
  const { text, keys } = statementOf(sql)
  return askPastKnex<T>(tx, { name: undefined, text, values: valuesOf(keys, bindings) })
}

const valuesOf = (keys: string[], bindings: Record<string, unknown>): unknown[] =>
  keys.map((key) => {
    if (!(key in bindings)) throw new Error(`Nothing is given for :${key}`)
    return bindings[key]
  })

interface Statement {
  name: string
  text: string
  /** What stands for $1, $2 and so on. */
  keys: string[]
}

const statements = new Map<string, Statement>()

function statementOf(sql: string): Statement {
  const known = statements.get(sql)
  if (known) return known
  const keys: string[] = []
  const text = sql.replace(/(?<!:):([a-z]\w*)/gi, (_, key: string) => {
    if (!keys.includes(key)) keys.push(key)
    return `$${keys.indexOf(key) + 1}`
  })
  const statement = { name: createHash('sha256').update(sql).digest('base64url').slice(0, 32), text, keys }
  statements.set(sql, statement)
  return statement
}
