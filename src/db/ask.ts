import { createHash } from 'node:crypto'
import type { Type } from './attribute.ts'
import type { Database, Tx } from './database.ts'

/** A statement with its values in the order of $1, $2, … */
export interface Statement {
  sql: string
  values: readonly unknown[]
  /** Of all but the first two, which say whose it is. */
  types: readonly Type[]
  /** Of a shape that is asked all day. */
  isUsual: boolean
  /** Of a shape that is written in the code and no question of anybody's: there are few of them. */
  isOurs?: boolean
}

/** Each connection keeps a plan for so many shapes of questions; whatever else is asked is planned anew. */
const SHAPES = 48
const names = new Map<string, string>()

export const ask = <T>(tx: Tx, { sql, values, isUsual }: Omit<Statement, 'types'>): Promise<T[]> =>
  askPastKnex(tx, { name: isUsual ? nameOf(sql) : undefined, text: sql, values })

interface Asked {
  name: string | undefined
  text: string
  values: readonly unknown[]
  /** Each row as a list: cheaper than one with names, where there is but one column. */
  rowMode?: 'array'
}

/**
 * Past knex, which would cost more than many an answer: its own reading of a long statement, and a plan each time.
 * It still says on which connection, and hears what is asked.
 */
export async function askPastKnex<T>(tx: Tx, { name, text, values, rowMode }: Asked): Promise<T[]> {
  if (tx.isTransaction && tx.isCompleted()) throw new Error('The transaction of this statement is over')
  const connection = await tx.client.acquireConnection()
  try {
    tx.client.emit('query', { sql: text, bindings: values })
    const isKept = name !== undefined && tx.client.config.keepsStatements
    const { rows } = await connection.query({ name: isKept ? name : undefined, text, values, rowMode })
    return rows as T[]
  } finally {
    await tx.client.releaseConnection(connection)
  }
}

export function nameOf(sql: string, isOurs = false): string | undefined {
  const known = names.get(sql)
  if (known || (names.size >= SHAPES && !isOurs)) return known
  const name = createHash('sha256').update(sql).digest('hex').slice(0, 32)
  names.set(sql, name)
  return name
}

/** For what is asked in one statement and changes nothing: that is a transaction of its own already. */
export const withoutTransaction = (db: Database): Tx => db as unknown as Tx
