import type { Tx } from '../../db/database.ts'
import * as tries from '../../db/tries.ts'
import * as users from '../../db/users.ts'
import { mayReset } from '../../domain/reset.ts'
import { resetsFromAddress, resetsOfAccount } from '../../domain/tries.ts'
import { actingAs, atomically, type Outside } from '../context.ts'
import { record } from '../record.ts'
import { identityOf } from '../sessions/count-tries.ts'
import { issueReset } from './issue-reset.ts'

/** No answer comes sooner: what a known address costs more than an unknown one disappears in it. */
const ANSWER_AFTER_MS = 150

/** Says nothing, takes one time: whether anybody is known by that address shows in the mailbox only. */
export async function forgetPassword(ctx: Outside, typed: string): Promise<void> {
  const answer = new Promise((done) => setTimeout(done, ANSWER_AFTER_MS))
  await atomically(ctx, (tx) => promise(tx, ctx, identityOf(typed)))
  await answer
}

/** By address or phone, the letter goes to the address on file; whoever has none asks an administrator. */
async function promise(tx: Tx, ctx: Outside, identity: users.Identity | null): Promise<void> {
  const now = ctx.now()
  const { ip } = ctx.trace
  if (ip && (await tries.count(tx, `reset from ${ip}`, resetsFromAddress, now)).isBlocked) return
  if (!identity) return
  for (const { organizationId, userId } of await users.signInCandidates(tx, identity)) {
    // One account however it is called: whoever knows two of its names sends no more letters.
    if ((await tries.count(tx, `reset of ${userId}`, resetsOfAccount, now)).isBlocked) continue
    // Whose invitation was cancelled just now is nobody any more, and that too is told to nobody.
    const user = await users.holdIfThere(tx, organizationId, userId)
    if (!user || !mayReset(user)) continue
    await issueReset(tx, ctx, user)
    await record(tx, actingAs(ctx, { kind: 'invitee', organizationId, userId }), {
      act: 'password.forget',
      targetKind: 'user',
      targetId: userId,
    })
  }
}
