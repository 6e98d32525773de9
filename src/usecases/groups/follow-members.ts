import type { Tx } from '../../db/database.ts'
import * as members from '../../db/provisioned-members.ts'
import * as roles from '../../db/roles.ts'
import { authorize, authorizeGrant, authorizeOther } from '../../domain/policy.ts'
import { type Context, within } from '../context.ts'
import { settleRoles } from '../provisioning/settle-roles.ts'
import { record } from '../record.ts'

/**
 * People of a provider were moved by hand, into or out of a group of its own: it is shown the group as it is now, and
 * what the group gives comes and goes with them. That is granting, and asked like it. The people are held.
 */
export async function followMembers(tx: Tx, ctx: Context, groupId: string, userIds: string[]): Promise<void> {
  if (userIds.length === 0) return
  const now = ctx.now()
  if (!(await members.touch(tx, within(ctx), groupId, userIds, now))) return
  const { given, taken, notes } = await settleRoles(tx, within(ctx), userIds, now)
  if (notes.length === 0) return
  authorize(ctx.actor, 'role.grant')
  const changed = [...given, ...taken]
  authorizeGrant(
    ctx.actor,
    await roles.named(
      tx,
      within(ctx),
      changed.map((it) => it.roleId),
    ),
  )
  for (const it of changed) authorizeOther(ctx.actor, it.userId)
  await record(tx, ctx, ...notes)
}
