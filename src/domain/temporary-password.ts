import { randomInt } from 'node:crypto'
import type { BusinessHours } from './business-hours.ts'
import { remindAt } from './reminder.ts'
import { after, DAY } from './time.ts'
import type { User } from './user.ts'

export const TEMPORARY_SECONDS = DAY
/** So long it may well be on its way to the person. */
const UNUSED_SECONDS = (2 / 3) * TEMPORARY_SECONDS

/** No letter that is read as another when said over the phone. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
const GROUPS = 4
const GROUP = 4

/** Sixteen of thirty-one letters: 79 bits, in groups that can be read aloud. */
export function makeTemporaryPassword(): string {
  const group = () => Array.from({ length: GROUP }, () => letters[randomInt(letters.length)]).join('')
  return Array.from({ length: GROUPS }, group).join('-')
}

/** Made by an administrator, and never yet changed for one that only the person knows. */
export const awaitsOwnPassword = (it: Pick<User, 'mustChangePassword' | 'registeredAt'>): boolean =>
  it.mustChangePassword && it.registeredAt === null

/** From when to when it opens the door, and when whoever handed it over hears that nobody has used it. */
export interface TemporaryLife {
  temporaryUntil: Date
  warnAt: Date | null
}

/** The warning goes by the rule of reminders: in business hours, rather too early than never. */
export function temporaryLife(now: Date, hours: BusinessHours): TemporaryLife {
  const temporaryUntil = after(now, TEMPORARY_SECONDS)
  const given = { sentAt: now, expiresAt: temporaryUntil, snoozedUntil: null }
  return { temporaryUntil, warnAt: remindAt(given, UNUSED_SECONDS, hours, now) }
}
