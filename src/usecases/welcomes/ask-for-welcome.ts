import type { Tx } from '../../db/database.ts'
import * as oneTimeTokens from '../../db/one-time-tokens.ts'
import * as organizations from '../../db/organizations.ts'
import * as provisioned from '../../db/provisioned-users.ts'
import * as users from '../../db/users.ts'
import { Refusal } from '../../domain/refusal.ts'
import { after, HOUR } from '../../domain/time.ts'
import { mayBeWelcomed } from '../../domain/welcome.ts'
import { actingAs, atomically, type Outside } from '../context.ts'
import { record } from '../record.ts'
import { findByWelcome } from './find-welcome.ts'
import { sendNewWelcomes } from './send-welcomes.ts'

/**
 * Whoever holds an old link may have a new one: it goes to the address on file and to no other, once an hour. The
 * answer is the same whatever becomes of it.
 */
export async function askForWelcome(ctx: Outside, link: string): Promise<void> {
  try {
    await atomically(ctx, (tx) => ask(tx, ctx, link))
  } catch (fault) {
    if (!(fault instanceof Refusal)) throw fault
  }
}

async function ask(tx: Tx, ctx: Outside, link: string): Promise<void> {
  const { user: seen } = await findByWelcome(tx, link)
  const { organizationId, id: userId } = seen
  const user = await users.lock(tx, organizationId, userId)
  const said = await provisioned.saidOf(tx, organizationId, userId)
  if (!mayBeWelcomed(user) || !said?.sendsWelcome) return
  const now = ctx.now()
  const of = { organizationId, purpose: 'welcome' as const, userId }
  const { count } = await oneTimeTokens.lately(tx, of, after(now, -HOUR))
  if (count > 0) return
  await sendNewWelcomes({ tx, ctx, now }, await organizations.find(tx, organizationId), [user])
  await record(tx, actingAs(ctx, { kind: 'invitee', organizationId, userId }), {
    act: 'user.ask-welcome',
    targetKind: 'user',
    targetId: userId,
  })
}
