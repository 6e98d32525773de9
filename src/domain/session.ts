import { after, DAY, HOUR, MINUTE } from './time.ts'

export interface Session {
  organizationId: string
  id: string
  userId: string
  kind: 'full' | 'must-change'
  ip: string | null
  device: string
  startedAt: Date
  lastActiveAt: Date
  endsAt: Date
  revokedAt: Date | null
}

export const IDLE_SECONDS = 8 * HOUR
export const ABSOLUTE_SECONDS = 7 * DAY
/** Writing "last active" more often would cost a write a page. */
export const ACTIVITY_GRAIN_SECONDS = MINUTE
/** For so long after signing in, nobody is asked for the password once more. */
export const FRESH_SECONDS = 10 * MINUTE

export const isLive = (it: Session, now: Date): boolean =>
  it.revokedAt === null && now < it.endsAt && now < after(it.lastActiveAt, IDLE_SECONDS)

export const isActivityWorthNoting = (it: Session, now: Date): boolean =>
  now >= after(it.lastActiveAt, ACTIVITY_GRAIN_SECONDS)

/** Every session begins with a password; how long ago is what counts, not when it was last used. */
export const isFresh = (it: Pick<Session, 'startedAt'>, now: Date): boolean =>
  now < after(it.startedAt, FRESH_SECONDS)
