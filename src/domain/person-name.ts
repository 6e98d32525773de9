import { isPlainLine } from './plain-text.ts'
import { Refusal } from './refusal.ts'

export const NAME_LIMIT = 120
/** Of what is not a person's name. As long as the longest group of any provider. */
const limits: Partial<Record<Named, number>> = { connection: 80, group: 256, department: 256 }

type Named = 'firstName' | 'lastName' | 'organization' | 'role' | 'group' | 'department' | 'connection'

/** A name as its bearer writes it, in any script; only what could not be shown is taken out. */
export function nameFrom(field: Named, typed: string): string {
  const name = isPlainLine(typed) ? typed : tidied(typed)
  const limit = limits[field] ?? NAME_LIMIT
  if (name === '' || name.length > limit) throw new Refusal('name-unusable', { field, limit })
  return name
}

const tidied = (typed: string): string =>
  typed
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()

/** A name that comes from elsewhere: what can not be one is left out, and nobody is asked. */
export function nameOrNull(said: string | null): string | null {
  try {
    return said === null ? null : nameFrom('firstName', said)
  } catch (fault) {
    if (fault instanceof Refusal) return null
    throw fault
  }
}
