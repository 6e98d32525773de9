import type { LinkDeath } from './refusal.ts'
import { HOUR } from './time.ts'
import { type Lived, stateOf, type User } from './user.ts'

export const RESET_SECONDS = HOUR

interface Issued {
  expiresAt: Date
  usedAt: Date | null
  voidedAt: Date | null
}

export type Resettable = Lived & Pick<User, 'registeredAt' | 'email' | 'emailVerifiedAt'>

/**
 * Only somebody who finished registering, and only to an address that has been proved: by opening a letter
 * that went there. Anybody else gets the same page and no letter.
 */
export const mayReset = (user: Resettable): boolean =>
  stateOf(user) === 'active' &&
  user.registeredAt !== null &&
  user.email !== null &&
  user.emailVerifiedAt !== null

/** Why this link is dead, or null while it lives. */
export function deathOf(token: Issued, now: Date): LinkDeath | null {
  if (token.usedAt) return 'accepted'
  if (token.voidedAt) return 'superseded'
  return now >= token.expiresAt ? 'expired' : null
}
