import type { Tx } from '../db/database.ts'
import * as groups from '../db/groups.ts'
import { type Act, authorizeWithin, can } from '../domain/policy.ts'
import { Refusal, type RefusalFacts } from '../domain/refusal.ts'
import type { Context } from './context.ts'

interface Person {
  organizationId: string
  id: string
}

/**
 * For acts on one person. Whoever may do it to the members of some groups alone finds nobody else there: somebody
 * outside is answered like an id of another organization.
 */
export async function authorizeOn(
  tx: Tx,
  ctx: Context,
  act: Act,
  { organizationId, id }: Person,
  what: RefusalFacts['not-found']['what'] = 'user',
): Promise<void> {
  const reach = authorizeWithin(ctx.actor, act)
  if (reach === 'everybody') return
  const groupIds = await groups.idsOf(tx, organizationId, id)
  if (!can(ctx.actor, act, { groupIds })) throw new Refusal('not-found', { what })
}

/** The same for an invitation, which its own inviter may always follow. */
export async function authorizeOnInvitation(
  tx: Tx,
  ctx: Context,
  act: Act,
  it: { organizationId: string; userId: string | null; inviterId: string | null },
): Promise<void> {
  if (can(ctx.actor, act, { inviterId: it.inviterId })) return
  await authorizeOn(tx, ctx, act, { ...it, id: it.userId ?? '' }, 'invitation')
}
