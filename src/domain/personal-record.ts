import { DateTime } from 'luxon'
import { addressFrom } from './email-address.ts'
import { nameFrom } from './person-name.ts'
import { phoneFrom } from './phone.ts'
import { plainText } from './plain-text.ts'
import { type RecordField, Refusal, refuseTogether } from './refusal.ts'
import { type Gender, genders, type User } from './user.ts'

/** What is typed into a record; a field that is left out stays, one that is null or blank is emptied. */
export interface TypedRecord {
  firstName?: string | null
  lastName?: string | null
  displayName?: string | null
  position?: string | null
  gender?: string | null
  birthday?: string | null
  phone?: string | null
  deliveryEmail?: string | null
}

const DISPLAY_NAME_LIMIT = 250
const POSITION_LIMIT = 120

const readers: { [F in keyof TypedRecord]-?: (typed: string, now: Date) => User[F] } = {
  firstName: (typed) => nameFrom('firstName', typed),
  lastName: (typed) => nameFrom('lastName', typed),
  displayName: (typed) => lineFrom('displayName', typed, DISPLAY_NAME_LIMIT),
  position: (typed) => lineFrom('position', typed, POSITION_LIMIT),
  gender: (typed) => genderFrom(typed),
  birthday: (typed, now) => birthdayFrom(typed, now),
  phone: (typed) => phoneFrom(typed),
  deliveryEmail: (typed) => addressFrom(typed).typed,
}

export const recordFields = Object.keys(readers) as (keyof TypedRecord)[]

/** A person keeps the name they have: it may be changed, not emptied. */
const neverEmptied = new Set<keyof TypedRecord>(['firstName', 'lastName'])

/**
 * The fields that were given, each as it is stored. Nothing else of what was sent gets any further; whatever is
 * wrong with several of them is said together.
 */
export function readRecord(typed: TypedRecord, now: Date): Partial<User> {
  const given = recordFields.filter((field) => typed[field] !== undefined)
  const stored: Record<string, string | null> = {}
  refuseTogether(
    given.map((field) => () => {
      stored[field] = readField(field, typed[field] ?? '', now)
    }),
  )
  return stored
}

/** One of them, as it is stored. */
export function readField(field: keyof TypedRecord, typed: string, now: Date): string | null {
  const isBlank = String(typed).trim() === ''
  return isBlank && !neverEmptied.has(field) ? null : readers[field](String(typed), now)
}

function lineFrom(field: RecordField, typed: string, limit: number): string | null {
  const line = plainText(typed)?.replace(/\s+/g, ' ') ?? null
  if (line && line.length > limit) throw new Refusal('text-too-long', { field, limit })
  return line
}

function genderFrom(typed: string): Gender {
  const wanted = typed.trim().toLowerCase().replace(/-/g, ' ')
  const found = genders.find((it) => it === wanted)
  if (!found) throw new Refusal('choice-unknown', { field: 'gender', typed, known: genders })
  return found
}

const EARLIEST = '1900-01-01'

/** A day there was, before today wherever the person is: the day has begun in the east while it is yesterday here. */
export function birthdayFrom(typed: string, now: Date): string {
  const day = DateTime.fromFormat(typed.trim(), 'yyyy-MM-dd', { zone: 'utc' })
  const today = DateTime.fromJSDate(now, { zone: 'utc' }).toISODate() ?? ''
  const written = day.toISODate()
  if (!written || written < EARLIEST || written >= today) throw new Refusal('birthday-unusable', { typed })
  return written
}
