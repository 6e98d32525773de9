import type { Needle } from '../domain/search-text.ts'
import { ABSOLUTE_SECONDS, IDLE_SECONDS, type Session } from '../domain/session.ts'
import { after } from '../domain/time.ts'
import type { User } from '../domain/user.ts'
import type { Tx } from './database.ts'
import { firstIdAt, isId } from './id.ts'
import { isAsked, personOf } from './people-asked.ts'
import { rowOf, select } from './row.ts'

type SessionRow = Session & { tokenHash: Buffer; userAgent: string | null }
const Sessions = rowOf<SessionRow>('sessions')

export async function insert(tx: Tx, row: SessionRow): Promise<void> {
  await Sessions.query(tx).insert(row)
}

export interface SessionWithPerson extends Session {
  organizationName: string
  email: string | null
  userState: string
}

/** The session of this cookie with the person it belongs to: read at each request, so a revocation binds at the next. */
export async function byTokenHash(tx: Tx, tokenHash: Buffer): Promise<SessionWithPerson | undefined> {
  const [found] = await select<SessionWithPerson>(
    tx,
    `select s.organization_id "organizationId", s.id, s.user_id "userId", s.kind, s.ip, s.device,
            s.started_at "startedAt", s.last_active_at "lastActiveAt", s.ends_at "endsAt", s.revoked_at "revokedAt",
            o.name "organizationName", u.email, u.state "userState"
     from sessions s
     join users u on u.organization_id = s.organization_id and u.id = s.user_id
     join organizations o on o.id = s.organization_id
     where s.token_hash = :tokenHash`,
    { tokenHash },
  )
  return found
}

export async function noteActivity(tx: Tx, session: Session, now: Date): Promise<void> {
  const { organizationId, id, userId } = session
  // The person first, then the session: in the order of whoever suspends them.
  await tx('users').where({ organizationId, id: userId }).update({ lastActivityAt: now })
  await Sessions.query(tx).patch({ lastActiveAt: now }).where({ organizationId, id })
}

/** One session, or a person's, perhaps all but one. */
export type Which = { id: string } | { userId: string; exceptId?: string | null } | { userIds: string[] }

/** Ending what has ended is a quiet success. */
export async function revoke(
  tx: Tx,
  organizationId: string,
  which: Which,
  why: { revokedAt: Date; revokedById: string | null; revokedWhy: string },
): Promise<number> {
  const open = tx('sessions').where({ organizationId }).whereNull('revokedAt').update(why)
  if ('id' in which) return open.where({ id: which.id })
  if ('userIds' in which) return open.whereIn('userId', which.userIds)
  if (which.exceptId) open.whereNot({ id: which.exceptId })
  return open.where({ userId: which.userId })
}

export const liveOf = async (tx: Tx, organizationId: string, userId: string): Promise<Session[]> =>
  Sessions.query(tx).where({ organizationId, userId }).whereNull('revokedAt').orderBy('lastActiveAt', 'desc')

export interface SessionOfSomebody extends Session {
  person: Pick<User, 'displayName' | 'firstName' | 'lastName' | 'email' | 'phone'>
}

interface LiveFilter {
  userId: string | null
  needles: Needle[]
  withinGroups: readonly string[] | null
  before: string | null
}

/**
 * Newest first, by the key itself: ids are in the order of time, and none lives longer than a week, so that what
 * ended long ago is never looked at.
 */
export async function livePage(
  tx: Tx,
  organizationId: string,
  { userId, needles, withinGroups, before }: LiveFilter,
  limit: number,
  now: Date,
): Promise<SessionOfSomebody[]> {
  if (userId !== null && !isId(userId)) return []
  const whom = isAsked('s.user_id', { needles, withinGroups })
  return select<SessionOfSomebody>(
    tx,
    `select s.organization_id "organizationId", s.id, s.user_id "userId", s.kind, s.ip, s.device,
            s.started_at "startedAt", s.last_active_at "lastActiveAt", s.ends_at "endsAt", s.revoked_at "revokedAt",
            ${personOf} "person"
     from sessions s join users u on u.organization_id = s.organization_id and u.id = s.user_id
     where s.organization_id = :organizationId and s.id >= :oldest ${before ? 'and s.id < :before' : ''}
       and s.revoked_at is null and s.ends_at > :now and s.last_active_at > :idleSince
       ${userId ? 'and s.user_id = :userId' : ''} ${whom ? `and ${whom.sql}` : ''}
     order by s.id desc limit :limit`,
    {
      organizationId,
      userId,
      before,
      now,
      oldest: firstIdAt(after(now, -ABSOLUTE_SECONDS)),
      idleSince: after(now, -IDLE_SECONDS),
      limit,
      ...whom?.bindings,
    },
  )
}

export async function find(tx: Tx, organizationId: string, id: string): Promise<Session | undefined> {
  return isId(id) ? Sessions.query(tx).findOne({ organizationId, id }) : undefined
}

/** Whether this person has come in from such a device before. */
export async function isKnownDevice(
  tx: Tx,
  { organizationId, userId, id, device }: Session,
): Promise<boolean> {
  const before = await Sessions.query(tx).findOne({ organizationId, userId, device }).whereNot({ id })
  return before !== undefined
}
