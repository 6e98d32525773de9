import * as oneTimeTokens from '../../db/one-time-tokens.ts'
import * as organizations from '../../db/organizations.ts'
import * as users from '../../db/users.ts'
import { SENDS_PER_HOUR } from '../../domain/invitation.ts'
import { Refusal } from '../../domain/refusal.ts'
import { mustBeFewEnough } from '../../domain/sending-limits.ts'
import { after, HOUR } from '../../domain/time.ts'
import { stateOf } from '../../domain/user.ts'
import { mayBeWelcomed } from '../../domain/welcome.ts'
import { authorizeOn } from '../authorize-on.ts'
import { atomically, type Context, within } from '../context.ts'
import { record } from '../record.ts'
import { sendNewWelcomes } from './send-welcomes.ts'

/** Another letter with a way in, for somebody whom a provider made and who was never here; the link before is dead. */
export function resendWelcome(ctx: Context, userId: string): Promise<void> {
  return atomically(ctx, async (tx) => {
    const user = await users.lock(tx, within(ctx), userId)
    await authorizeOn(tx, ctx, 'user.send-welcome', user)
    if (stateOf(user) !== 'active') throw new Refusal('user-state', { state: stateOf(user) })
    if (user.registeredAt) throw new Refusal('password-is-theirs')
    if (!mayBeWelcomed(user)) throw new Refusal('no-address')
    const now = ctx.now()
    const lately = await oneTimeTokens.lately(
      tx,
      { organizationId: user.organizationId, purpose: 'welcome', userId },
      after(now, -HOUR),
    )
    mustBeFewEnough(lately, 1, SENDS_PER_HOUR, now)
    await sendNewWelcomes({ tx, ctx, now }, await organizations.find(tx, within(ctx)), [user])
    await record(tx, ctx, { act: 'user.send-welcome', targetKind: 'user', targetId: userId })
  })
}
