import { Refusal } from './refusal.ts'
import { secondsBetween } from './time.ts'

/** Until then, and how long that is by the house's clock: whoever puts it into words has no clock of their own. */
export const tooOften = (retryAt: Date, now: Date): Refusal<'too-often'> =>
  new Refusal('too-often', { retryAt, waitSeconds: secondsBetween(now, retryAt) })
