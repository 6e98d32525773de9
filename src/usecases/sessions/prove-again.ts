import * as credentials from '../../db/credentials.ts'
import type { Tx } from '../../db/database.ts'
import * as sessions from '../../db/sessions.ts'
import { Refusal } from '../../domain/refusal.ts'
import { isFresh, isLive } from '../../domain/session.ts'
import { atomically, type Context, within } from '../context.ts'
import { isPassword } from '../passwords/hash-password.ts'
import { countOwnTry, forgiveTries } from './count-tries.ts'

/** With which session somebody asks, and the password, where that began a while ago. */
export interface Proof {
  sessionId: string
  password: string
}

export interface Proved {
  userId: string
  sessionId: string
  /** The hash that the password fitted, or that stood there when none had to be typed. */
  stored: string | null
}

/**
 * A session that was left open is not enough to take an account away: some minutes after it began, the password
 * is asked for again. A guess here counts with those at the door.
 */
export async function proveAgain(ctx: Context, { sessionId, password }: Proof): Promise<Proved> {
  const { actor } = ctx
  if (actor.kind !== 'user') throw new Refusal('not-for-you')
  const { userId } = actor
  const { session, stored } = await atomically(ctx, async (tx) => ({
    session: await liveSession(tx, ctx, userId, sessionId),
    stored: await credentials.find(tx, within(ctx), userId),
  }))
  const proved = { userId, sessionId, stored }
  if (isFresh(session, ctx.now())) return proved
  if (password === '') throw new Refusal('password-wanted')
  await countOwnTry(ctx, userId)
  if (!(await isPassword(stored, password))) throw new Refusal('current-password-wrong')
  await atomically(ctx, (tx) => forgiveTries(tx, userId))
  return proved
}

/** Looked at again while the person is held: the session may have ended, or the password changed, meanwhile. */
export async function mustStillBeProved(tx: Tx, ctx: Context, { userId, sessionId, stored }: Proved) {
  await liveSession(tx, ctx, userId, sessionId)
  if ((await credentials.find(tx, within(ctx), userId)) !== stored) throw new Refusal('changed-meanwhile')
}

async function liveSession(tx: Tx, ctx: Context, userId: string, sessionId: string) {
  const session = await sessions.find(tx, within(ctx), sessionId)
  if (session?.userId !== userId || session.kind !== 'full' || !isLive(session, ctx.now()))
    throw new Refusal('sign-in-failed')
  return session
}
