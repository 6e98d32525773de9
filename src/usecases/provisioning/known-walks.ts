import type { Database } from '../../db/database.ts'
import type { Position } from '../../domain/page-cursor.ts'
import { after, MINUTE } from '../../domain/time.ts'

/** Where the next page of a walk by index begins, and how many were counted when it set out. */
export interface Known {
  behind: Position
  total: number
}

interface Walk {
  /** By the index that a page would begin with. */
  begins: Map<number, Known>
  until: Date
}

const WALKS = 1_000
/** Pages of one walk: several may walk through the same list with pages of their own. */
const BEGINS = 16
const LIFETIME = 5 * MINUTE

/** Where several instances share the pages of a walk, each passes over those that the others answered. */
const NEAR = 10_000

/**
 * What a process remembers of the walks through its database, so that the last page costs what the first one did.
 * Forgotten, or asked of another process, a page is found by passing over those before it.
 */
const walksIn = new WeakMap<Database, Map<string, Walk>>()

/** The nearest page that is known at or before an index, and where that one begins. */
export function recall(
  db: Database,
  id: string,
  startIndex: number,
  now: Date,
): (Known & { begin: number }) | null {
  const walk = walksIn.get(db)?.get(id)
  if (!walk || now >= walk.until) return null
  const near = [...walk.begins.keys()].filter((it) => it <= startIndex && it >= startIndex - NEAR)
  const begin = Math.max(...near)
  const known = walk.begins.get(begin)
  return known ? { ...known, begin } : null
}

export function remember(db: Database, id: string, startIndex: number, known: Known, now: Date): void {
  const walks = walksIn.get(db) ?? new Map<string, Walk>()
  walksIn.set(db, walks)
  const walk = walks.get(id) ?? { begins: new Map(), until: now }
  putLast(walk.begins, startIndex, known, BEGINS)
  putLast(walks, id, { ...walk, until: after(now, LIFETIME) }, WALKS)
}

/** A map keeps the order of what was put into it: the first is what was longest not touched. */
function putLast<K, V>(map: Map<K, V>, key: K, value: V, limit: number): void {
  map.delete(key)
  map.set(key, value)
  const [oldest] = map.keys()
  if (map.size > limit && oldest !== undefined) map.delete(oldest)
}
