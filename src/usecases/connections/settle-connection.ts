import type { Tx } from '../../db/database.ts'
import * as mappings from '../../db/role-mappings.ts'
import { type Context, within } from '../context.ts'
import { mustSpareOneself, settleRoles } from '../provisioning/settle-roles.ts'
import { record } from '../record.ts'

/**
 * A connection may give something else than before: what its groups gave beyond that is taken away, and what they
 * could not give until now is given. Asked while the connection is held.
 */
export async function settleConnection(tx: Tx, ctx: Context, connectionId: string): Promise<void> {
  const groupIds = await mappings.groupsOf(tx, within(ctx), connectionId)
  const people = await mappings.holdGroups(tx, within(ctx), groupIds)
  const settled = await settleRoles(tx, within(ctx), people, ctx.now())
  mustSpareOneself(ctx.actor, settled)
  await record(tx, ctx, ...settled.notes)
}
