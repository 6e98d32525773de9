import * as sessions from '../../db/sessions.ts'
import { userIdOf } from '../../domain/actor.ts'
import { atomically, type Context, within } from '../context.ts'
import { record } from '../record.ts'

/** Signing out twice is as good as once. */
export function signOut(ctx: Context, sessionId: string): Promise<void> {
  return atomically(ctx, async (tx) => {
    const why = { revokedAt: ctx.now(), revokedById: userIdOf(ctx.actor), revokedWhy: 'signed out' }
    const ended = await sessions.revoke(tx, within(ctx), { id: sessionId }, why)
    if (ended > 0) await record(tx, ctx, { act: 'session.end', targetKind: 'session', targetId: sessionId })
  })
}
