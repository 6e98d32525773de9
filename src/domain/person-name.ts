import { Refusal } from './refusal.ts'

export const NAME_LIMIT = 120
const CONNECTION_NAME_LIMIT = 80

/** A name as its bearer writes it, in any script; only what could not be shown is taken out. */
export function nameFrom(
  field: 'firstName' | 'lastName' | 'organization' | 'role' | 'group' | 'department' | 'connection',
  typed: string,
): string {
  const name = typed
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const length = [...name].length
  const limit = field === 'connection' ? CONNECTION_NAME_LIMIT : NAME_LIMIT
  if (length === 0 || name.length > limit) throw new Refusal('name-unusable', { field, limit })
  return name
}

/** A name that comes from elsewhere: what can not be one is left out, and nobody is asked. */
export function nameOrNull(said: string | null): string | null {
  try {
    return said === null ? null : nameFrom('firstName', said)
  } catch (fault) {
    if (fault instanceof Refusal) return null
    throw fault
  }
}
