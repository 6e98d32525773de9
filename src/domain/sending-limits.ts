import type { Refusal } from './refusal.ts'
import { after, DAY, HOUR } from './time.ts'
import { tooOften } from './too-often.ts'

/** Whoever takes over an account must not be able to write to half the world before somebody looks. */
export const SENT_BY_ONE_IN_AN_HOUR = 2_000
export const SENT_BY_ALL_IN_AN_HOUR = 20_000
/** Nobody wants more letters from one organization in a day, whoever cancels and invites anew. */
export const SENT_TO_ONE_IN_A_DAY = 24

interface Lately {
  count: number
  since: Date | null
}

/** Throws where so many more would be too many, with the time at which the first of them no longer counts. */
export function mustBeFewEnough(lately: Lately, more: number, limit: number, now: Date): void {
  if (lately.count + more <= limit) return
  throw tooOften(after(lately.since ?? now, HOUR), now)
}

/** Why this address gets no more for now; null where it may. */
export const tooManyLetters = (lately: Lately | undefined, now: Date): Refusal | null =>
  lately?.since && lately.count >= SENT_TO_ONE_IN_A_DAY ? tooOften(after(lately.since, DAY), now) : null
