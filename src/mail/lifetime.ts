import { spanInWords } from '../domain/plain-words.ts'
import { MINUTE, secondsBetween } from '../domain/time.ts'

/**
 * "24 hours" for a link of a day, though the letter is written some seconds after the link was made:
 * minutes are rounded up first. The moment itself always stands beside it.
 */
export const lifetimeInWords = (now: Date, until: Date): string =>
  spanInWords(Math.ceil(secondsBetween(now, until) / MINUTE) * MINUTE)
