import type { ScimToken } from './connection.ts'
import { after, DAY } from './time.ts'

/** As early as the people of a provider are warned of its token's end. */
const SOON_SECONDS = 14 * DAY
/** Whoever was given one would have tried it by now. */
const UNTRIED_SECONDS = 7 * DAY
const SILENT_SECONDS = 90 * DAY
/** A secret that has stood in somebody's console for so long is known to more people than it should be. */
const OLD_SECONDS = 365 * DAY

export type TokenWorry = 'ending' | 'never-used' | 'silent' | 'old'

/** What somebody should look at, the most pressing of it; null for a token that is in order. */
export function worryAbout(
  { createdAt, expiresAt, lastUsedAt }: Pick<ScimToken, 'createdAt' | 'expiresAt' | 'lastUsedAt'>,
  now: Date,
): TokenWorry | null {
  if (expiresAt && expiresAt <= after(now, SOON_SECONDS)) return 'ending'
  if (!lastUsedAt) return createdAt <= after(now, -UNTRIED_SECONDS) ? 'never-used' : null
  if (lastUsedAt <= after(now, -SILENT_SECONDS)) return 'silent'
  return !expiresAt && createdAt <= after(now, -OLD_SECONDS) ? 'old' : null
}
