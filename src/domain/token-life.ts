import { Refusal } from './refusal.ts'
import { after, DAY, secondsBetween } from './time.ts'

export const TOKEN_LIFE_DAYS = 365
export const OVERLAP_DAYS = 30
/** What Entra asks of those who hand out access tokens. */
export const ACCESS_MINUTES = { least: 60, most: 360, usual: 60 } as const

/** How long before its end a token is warned of. */
const STEPS_SECONDS = [14 * DAY, 3 * DAY, DAY]

/** The next warning that is still to come; none for a token that never had so long to live. */
export function warnAtOf(expiresAt: Date | null, now: Date): Date | null {
  if (!expiresAt) return null
  return STEPS_SECONDS.map((it) => after(expiresAt, -it)).find((it) => it > now) ?? null
}

export function mustBeTokenLife(expiresAt: Date | null, now: Date): void {
  if (!expiresAt) return
  if (expiresAt <= now) throw new Refusal('end-not-ahead')
  if (secondsBetween(now, expiresAt) > TOKEN_LIFE_DAYS * DAY)
    throw new Refusal('token-time-unusable', { what: 'life', least: 0, most: TOKEN_LIFE_DAYS, unit: 'day' })
}

export function mustBeOverlap(seconds: number): void {
  if (!(seconds >= 0 && seconds <= OVERLAP_DAYS * DAY))
    throw new Refusal('token-time-unusable', { what: 'overlap', least: 0, most: OVERLAP_DAYS, unit: 'day' })
}

export function mustBeAccessMinutes(minutes: number): void {
  const { least, most } = ACCESS_MINUTES
  if (!(Number.isInteger(minutes) && minutes >= least && minutes <= most))
    throw new Refusal('token-time-unusable', { what: 'access', least, most, unit: 'minute' })
}
