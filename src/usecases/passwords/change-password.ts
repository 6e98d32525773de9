import * as credentials from '../../db/credentials.ts'
import * as organizations from '../../db/organizations.ts'
import * as sessions from '../../db/sessions.ts'
import * as users from '../../db/users.ts'
import { normalPassword } from '../../domain/password.ts'
import { Refusal } from '../../domain/refusal.ts'
import { isLive } from '../../domain/session.ts'
import { stateOf } from '../../domain/user.ts'
import { atomically, type Context, within } from '../context.ts'
import { record } from '../record.ts'
import { type BegunSession, type Browser, beginSession } from '../sessions/begin-session.ts'
import { countOwnTry } from '../sessions/count-tries.ts'
import { hashPassword, isPassword } from './hash-password.ts'
import { mustBeGoodPair } from './must-be-good-password.ts'
import { wordsOf } from './reset-password.ts'
import { setPassword } from './set-password.ts'

export interface PasswordChange {
  current: string
  password: string
  passwordAgain: string
}

/**
 * One's own password, with the one before. Every session ends and this one begins anew, so that whoever had
 * the old password is out. The first sign-in with a temporary password is the same act.
 */
export async function changePassword(
  ctx: Context,
  typed: PasswordChange,
  browser: Browser,
  sessionId: string,
): Promise<BegunSession> {
  const { actor } = ctx
  if (actor.kind !== 'user') throw new Refusal('not-for-you')
  const { organization, user, stored } = await atomically(ctx, async (tx) => ({
    organization: await organizations.find(tx, within(ctx)),
    user: await users.find(tx, within(ctx), actor.userId),
    stored: await credentials.find(tx, within(ctx), actor.userId),
  }))
  await countOwnTry(ctx, actor.userId)
  if (!(await isPassword(stored, typed.current))) throw new Refusal('current-password-wrong')
  if (normalPassword(typed.password) === normalPassword(typed.current))
    throw new Refusal('password-unchanged')
  const words = wordsOf(user, organization.name)
  mustBeGoodPair(typed, { minimum: organization.passwordMinimum, words })
  const passwordHash = await hashPassword(typed.password)

  return atomically(ctx, async (tx) => {
    const held = await users.lock(tx, within(ctx), actor.userId)
    if ((await credentials.find(tx, within(ctx), actor.userId)) !== stored)
      throw new Refusal('changed-meanwhile')
    const session = await sessions.find(tx, within(ctx), sessionId)
    if (stateOf(held) !== 'active' || session?.userId !== actor.userId || !isLive(session, ctx.now()))
      throw new Refusal('sign-in-failed')
    const changed = await setPassword(tx, ctx, held, passwordHash)
    await record(tx, ctx, { act: 'password.change', targetKind: 'user', targetId: actor.userId })
    return beginSession(tx, ctx, changed, 'full', browser)
  })
}
