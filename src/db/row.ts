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

/** The same for a statement that many requests make: each connection plans it once. Its text has no values in it. */
export async function prepared<T>(tx: Tx, sql: string, bindings: Record<string, unknown> = {}): Promise<T[]> {
  const { rows } = await tx.raw(sql, bindings as Record<string, never>).options({ name: nameOf(sql) })
  return rows as T[]
}

const names = new Map<string, string>()

function nameOf(sql: string): string {
  const known = names.get(sql)
  if (known) return known
  const name = createHash('sha256').update(sql).digest('base64url').slice(0, 32)
  names.set(sql, name)
  return name
}
