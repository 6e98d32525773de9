import * as sessions from '../../db/sessions.ts'
import * as users from '../../db/users.ts'
import { userIdOf } from '../../domain/actor.ts'
import { isLive, type Session } from '../../domain/session.ts'
import { authorizeOn } from '../authorize-on.ts'
import { atomically, type Context, within } from '../context.ts'

/** Somebody's live sessions, last used first: one's own always, others' with the permission. */
export function listSessions(ctx: Context, userId: string): Promise<Session[]> {
  return atomically(ctx, async (tx) => {
    const user = await users.find(tx, within(ctx), userId)
    if (userIdOf(ctx.actor) !== userId) await authorizeOn(tx, ctx, 'session.list', user)
    const all = await sessions.liveOf(tx, within(ctx), userId)
    return all.filter((it) => isLive(it, ctx.now()))
  })
}
