import { randomInt } from 'node:crypto'
import { DAY } from './time.ts'
import type { User } from './user.ts'

export const TEMPORARY_SECONDS = DAY

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
