import { createHash } from 'node:crypto'
import { Model, type ModelClass } from 'objection'
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
 * The same for what is asked all day long and takes longer to plan than to do: every connection to the database plans
 * it once. Its text never changes, so that what differs stands in the bindings.
 */
export async function selectPlanned<T>(
  tx: Tx,
  sql: string,
  bindings: Record<string, unknown> = {},
): Promise<T[]> {
  const { rows } = await tx.raw(sql, bindings as Record<string, never>).options({ name: planOf(sql) })
  return rows as T[]
}

const plans = new Map<string, string>()

/** Two texts never share a name: Postgres would answer the one with the other. */
function planOf(sql: string): string {
  const known = plans.get(sql)
  if (known) return known
  const name = createHash('sha256').update(sql).digest('hex').slice(0, 32)
  plans.set(sql, name)
  return name
}
