import { createHash, randomBytes } from 'node:crypto'
import type { Tx } from '../../db/database.ts'
import { newId } from '../../db/id.ts'
import * as sessions from '../../db/sessions.ts'
import { deviceOf } from '../../domain/device.ts'
import { ABSOLUTE_SECONDS, type Session } from '../../domain/session.ts'
import { after } from '../../domain/time.ts'
import type { Context } from '../context.ts'
import { record } from '../record.ts'

/** What a browser says of itself; believed only for the list of sessions people look at. */
export interface Browser {
  userAgent: string | null
}

export interface BegunSession {
  session: Session
  /** For the cookie, this once; stored as a hash only. */
  token: string
}

export const hashOfSession = (token: string): Buffer => createHash('sha256').update(token).digest()

/** Always a new id: whoever planted an old one in the browser gains nothing. */
export async function beginSession(
  tx: Tx,
  ctx: Context,
  user: { organizationId: string; id: string },
  kind: Session['kind'],
  browser: Browser,
): Promise<BegunSession> {
  const now = ctx.now()
  const token = randomBytes(32).toString('base64url')
  const session: Session = {
    organizationId: user.organizationId,
    id: newId(now),
    userId: user.id,
    kind,
    ip: ctx.trace.ip,
    device: deviceOf(browser.userAgent),
    startedAt: now,
    lastActiveAt: now,
    endsAt: after(now, ABSOLUTE_SECONDS),
    revokedAt: null,
  }
  const userAgent = browser.userAgent?.slice(0, 500) ?? null
  await sessions.insert(tx, { ...session, tokenHash: hashOfSession(token), userAgent })
  await record(tx, ctx, {
    act: 'session.begin',
    targetKind: 'session',
    targetId: session.id,
    after: { userId: user.id, device: session.device },
  })
  return { session, token }
}
