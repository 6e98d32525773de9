import type { Database } from '../../db/database.ts'
import type { Place } from '../../db/people-met.ts'

const PLACES = 1_000

/**
 * What a process saw last of where connections make people. It may be old: whoever builds on it lets the statement
 * that writes ask whether it still is so.
 */
const placesIn = new WeakMap<Database, Map<string, Place>>()

export const recallPlace = (db: Database, connectionId: string): Place | null =>
  placesIn.get(db)?.get(connectionId) ?? null

export function rememberPlace(db: Database, connectionId: string, place: Place): void {
  const places = placesIn.get(db) ?? new Map<string, Place>()
  placesIn.set(db, places)
  places.delete(connectionId)
  places.set(connectionId, place)
  const [oldest] = places.keys()
  if (places.size > PLACES && oldest !== undefined) places.delete(oldest)
}
