import type { Tx } from './database.ts'
import { prepared } from './row.ts'

/** A part of one statement that writes. Its names and those of its values are its own. */
export interface Piece {
  /** What it writes, as the parts of a `with`. */
  sql?: string
  /** What it asks for in the end, where something is to be done once for all of it, and after it. */
  result?: string
  bindings: Record<string, unknown>
}

/** All of it in one statement: one way to the database and back. Each sees what was there before, and no other. */
export async function together(tx: Tx, pieces: (Piece | null)[]): Promise<void> {
  const all = pieces.filter((it) => it !== null)
  if (all.length === 0) return
  const results = all.flatMap((it) => it.result ?? [])
  const written = all.flatMap((it) => it.sql ?? [])
  await prepared(
    tx,
    `${written.length > 0 ? `with ${written.join(', ')}` : ''} select ${results.join(', ') || 'true'}`,
    Object.assign({}, ...all.map((it) => it.bindings)),
  )
}
