import { createHmac } from 'node:crypto'
import type { Tx } from '../../db/database.ts'
import * as tries from '../../db/tries.ts'
import * as users from '../../db/users.ts'
import { readAddress } from '../../domain/email-address.ts'
import { mayReset } from '../../domain/reset.ts'
import { resetsFromAddress, resetsOfAccount } from '../../domain/tries.ts'
import { actingAs, atomically, type Outside } from '../context.ts'
import { record } from '../record.ts'
import { issueReset } from './issue-reset.ts'

/** No answer comes sooner: what a known address costs more than an unknown one disappears in it. */
const ANSWER_AFTER_MS = 150

/** Says nothing, takes one time: whether anybody is known by that address shows in the mailbox only. */
export async function forgetPassword(ctx: Outside, typed: string): Promise<void> {
  const answer = new Promise((done) => setTimeout(done, ANSWER_AFTER_MS))
  const read = readAddress(typed)
  await atomically(ctx, (tx) => promise(tx, ctx, 'fault' in read ? '' : read.canonical))
  await answer
}

async function promise(tx: Tx, ctx: Outside, address: string): Promise<void> {
  const now = ctx.now()
  const { ip } = ctx.trace
  if (ip && (await tries.count(tx, `reset from ${ip}`, resetsFromAddress, now)).isBlocked) return
  const hmac = createHmac('sha256', ctx.links.keys[0].secret).update(address).digest('hex')
  if ((await tries.count(tx, `reset of ${hmac}`, resetsOfAccount, now)).isBlocked) return
  for (const { organizationId, userId } of await users.signInCandidates(tx, { address })) {
    const user = await users.lock(tx, organizationId, userId)
    if (!mayReset(user)) continue
    await issueReset(tx, ctx, user)
    await record(tx, actingAs(ctx, { kind: 'invitee', organizationId, userId }), {
      act: 'password.forget',
      targetKind: 'user',
      targetId: userId,
    })
  }
}
