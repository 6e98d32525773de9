import * as users from '../../db/users.ts'
import { Refusal } from '../../domain/refusal.ts'
import { mayReset } from '../../domain/reset.ts'
import { stateOf } from '../../domain/user.ts'
import { authorizeOn } from '../authorize-on.ts'
import { atomically, type Context, within } from '../context.ts'
import { record } from '../record.ts'
import { issueReset } from './issue-reset.ts'

/** An administrator starts it; only the person's own mailbox can finish it. Nobody else sees or picks a password. */
export function startReset(ctx: Context, userId: string): Promise<void> {
  return atomically(ctx, async (tx) => {
    const user = await users.lock(tx, within(ctx), userId)
    await authorizeOn(tx, ctx, 'user.reset-password', user)
    if (stateOf(user) !== 'active') throw new Refusal('user-state', { state: stateOf(user) })
    if (!mayReset(user)) throw new Refusal('no-address')

    await issueReset(tx, ctx, user)
    await record(tx, ctx, { act: 'user.reset-password', targetKind: 'user', targetId: userId })
  })
}
