import { createHash } from 'node:crypto'
import type { Database, Tx } from './database.ts'

/** A statement with its values in the order of $1, $2, … */
export interface Statement {
  sql: string
  values: readonly unknown[]
  /** Of a shape that is asked all day. */
  isUsual: boolean
}

/** Each connection keeps a plan for each of them; whatever else is asked is planned anew. */
const SHAPES = 24
const names = new Map<string, string>()

/**
 * Asks past knex, which would cost more than the answer: its own reading of a long statement, and a plan each time.
 */
export async function ask<T>(tx: Tx, { sql, values, isUsual }: Statement): Promise<T[]> {
  const connection = await tx.client.acquireConnection()
  try {
    tx.client.emit('query', { sql, bindings: values })
    const name = isUsual ? nameOf(sql) : undefined
    const { rows } = await connection.query({ ...(name ? { name } : {}), text: sql, values })
    return rows as T[]
  } finally {
    await tx.client.releaseConnection(connection)
  }
}

function nameOf(sql: string): string | undefined {
  const known = names.get(sql)
  if (known || names.size >= SHAPES) return known
  const name = createHash('sha256').update(sql).digest('hex').slice(0, 32)
  names.set(sql, name)
  return name
}

/** For what is asked in one statement and changes nothing: that is a transaction of its own already. */
export const withoutTransaction = (db: Database): Tx => db as unknown as Tx
