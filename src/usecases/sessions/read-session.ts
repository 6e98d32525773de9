import * as grants from '../../db/grants.ts'
import * as sessions from '../../db/sessions.ts'
import type { Actor } from '../../domain/actor.ts'
import { authorityOf } from '../../domain/authority.ts'
import { isActivityWorthNoting, isLive } from '../../domain/session.ts'
import { atomically, type Outside } from '../context.ts'
import { hashOfSession } from './begin-session.ts'

export interface LiveSession {
  session: sessions.SessionWithPerson
  actor: Actor & { kind: 'user' }
}

/** Read afresh at every request: what was revoked, suspended or taken away a moment ago is gone now. */
export async function readSession(ctx: Outside, token: string): Promise<LiveSession | null> {
  return atomically(ctx, async (tx) => {
    const now = ctx.now()
    const session = await sessions.byTokenHash(tx, hashOfSession(token))
    if (!session || !isLive(session, now) || session.userState !== 'active') return null
    if (isActivityWorthNoting(session, now)) await sessions.noteActivity(tx, session, now)
    const { organizationId, userId } = session
    const held = session.kind === 'full' ? await grants.holdingsOf(tx, organizationId, userId, now) : []
    return { session, actor: { kind: 'user', organizationId, userId, ...authorityOf(held) } }
  })
}
