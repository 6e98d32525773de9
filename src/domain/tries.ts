import { after, HOUR, MINUTE } from './time.ts'

/** How many tries are free within a window, and how long whoever tries on has to wait. */
export interface TryLimit {
  free: number
  windowSeconds: number
  /** The first wait; each further try doubles it, up to the longest. */
  waitSeconds: number
  longestWaitSeconds: number
}

const quarter = 15 * MINUTE

/** Five wrong passwords are forgetting; more are guessing. A lock never lasts, so nobody can be locked out by others. */
export const passwordTries: TryLimit = {
  free: 5,
  windowSeconds: quarter,
  waitSeconds: 30,
  longestWaitSeconds: quarter,
}

/** From one address a whole office may sign in, but not a list of leaked passwords. */
export const addressTries: TryLimit = {
  free: 100,
  windowSeconds: quarter,
  waitSeconds: MINUTE,
  longestWaitSeconds: quarter,
}

export const organizationTries: TryLimit = {
  free: 1000,
  windowSeconds: quarter,
  waitSeconds: 10,
  longestWaitSeconds: MINUTE,
}

export const resetsOfAccount: TryLimit = {
  free: 3,
  windowSeconds: HOUR,
  waitSeconds: HOUR,
  longestWaitSeconds: HOUR,
}
export const resetsFromAddress: TryLimit = {
  free: 20,
  windowSeconds: HOUR,
  waitSeconds: HOUR,
  longestWaitSeconds: HOUR,
}

/** Until when the try after this many is refused; null while tries are free. */
export function blockedUntil(count: number, limit: TryLimit, now: Date): Date | null {
  if (count < limit.free) return null
  const wait = Math.min(limit.waitSeconds * 2 ** Math.min(count - limit.free, 20), limit.longestWaitSeconds)
  return after(now, wait)
}
