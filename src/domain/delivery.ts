import { after, DAY, HOUR } from './time.ts'

const FIRST_WAIT_SECONDS = 5
const LONGEST_WAIT_SECONDS = HOUR

/** How long a letter without a link is worth trying. */
export const NOTICE_WORTH_SECONDS = 3 * DAY

/**
 * When to try again after so many tries: twice as long each time, up to an hour, and never two letters at the
 * same second. Null once the letter would arrive too late to be of use.
 */
export function nextTry(
  attempts: number,
  random: number,
  now: Date,
  until: Date,
  notBeforeSeconds = 0,
): Date | null {
  const wait = Math.min(FIRST_WAIT_SECONDS * 2 ** (attempts - 1), LONGEST_WAIT_SECONDS)
  const at = after(now, Math.max(wait * (0.5 + random), notBeforeSeconds))
  return at < until ? at : null
}
