import type { Tx } from '../../db/database.ts'
import * as grants from '../../db/grants.ts'
import * as sessions from '../../db/sessions.ts'
import * as users from '../../db/users.ts'
import { userIdOf } from '../../domain/actor.ts'
import { authorizeGrant } from '../../domain/policy.ts'
import { Refusal } from '../../domain/refusal.ts'
import { authorizeOn } from '../authorize-on.ts'
import { atomically, type Context, within } from '../context.ts'
import { record } from '../record.ts'

/** Ends one session; ended already is as good. Its very next request is refused. */
export function revokeSession(ctx: Context, sessionId: string): Promise<void> {
  return atomically(ctx, async (tx) => {
    const session = await sessions.find(tx, within(ctx), sessionId)
    if (!session) throw new Refusal('not-found', { what: 'session' })
    await mayRevoke(tx, ctx, session.userId, 'session')
    await end(tx, ctx, { id: sessionId }, session.userId)
  })
}

/** Ends all of somebody's sessions but the one that is kept, where one's own are meant. Says how many that were. */
export function revokeSessions(ctx: Context, userId: string, keptId: string | null = null): Promise<number> {
  return atomically(ctx, async (tx) => {
    await users.find(tx, within(ctx), userId)
    await mayRevoke(tx, ctx, userId, 'user')
    return end(tx, ctx, { userId, exceptId: keptId }, userId)
  })
}

/** One's own, or those of people who hold no more than the actor does. */
async function mayRevoke(tx: Tx, ctx: Context, userId: string, what: 'session' | 'user'): Promise<void> {
  if (userIdOf(ctx.actor) === userId) return
  await authorizeOn(tx, ctx, 'session.revoke', { organizationId: within(ctx), id: userId }, what)
  authorizeGrant(ctx.actor, await grants.heldBy(tx, within(ctx), userId, ctx.now()))
}

async function end(tx: Tx, ctx: Context, of: sessions.Which, userId: string): Promise<number> {
  const isOwn = userIdOf(ctx.actor) === userId
  const revokedWhy = isOwn ? 'ended by themselves' : 'ended by an administrator'
  const why = { revokedAt: ctx.now(), revokedById: userIdOf(ctx.actor), revokedWhy }
  const ended = await sessions.revoke(tx, within(ctx), of, why)
  if (ended > 0)
    await record(tx, ctx, { act: 'session.revoke', targetKind: 'user', targetId: userId, after: { ended } })
  return ended
}
