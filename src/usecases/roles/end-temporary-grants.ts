import type { Tx } from '../../db/database.ts'
import { type EndedGrant, leftWithout, organizationsWithEnded, takeEnded } from '../../db/ending-grants.ts'
import { newId } from '../../db/id.ts'
import * as organizations from '../../db/organizations.ts'
import * as roles from '../../db/roles.ts'
import { grantInWords } from '../../domain/grant.ts'
import { actingAs, atomically, type Context, type Outside, within } from '../context.ts'
import { togetherOrAlone } from '../each-alone.ts'
import { defaultRoleOf } from '../invitations/promises.ts'
import { record } from '../record.ts'

const BATCH = 200

/**
 * Roles whose end has come are cleared away. They allow nothing from their second on, whether this has run or not;
 * it leaves the record. An owner for a while never counted as an owner. Says how many ended.
 */
export const endTemporaryGrants = (ctx: Outside): Promise<number> =>
  togetherOrAlone(
    (organizationId) => atomically(ctx, (tx) => endSome(tx, ctx, organizationId)),
    () => atomically(ctx, (tx) => organizationsWithEnded(tx, ctx.now())),
  )

async function endSome(tx: Tx, ctx: Outside, of: string | null): Promise<number> {
  const ended = await takeEnded(tx, ctx.now(), BATCH, of)
  for (const organizationId of new Set(ended.map((it) => it.organizationId)))
    await settle(
      tx,
      actingAs(ctx, { kind: 'system', organizationId }),
      ended.filter((it) => it.organizationId === organizationId),
    )
  return ended.length
}

async function settle(tx: Tx, ctx: Context, ended: EndedGrant[]): Promise<void> {
  const without = await leftWithout(tx, within(ctx), [...new Set(ended.map((it) => it.userId))])
  const given = without.length > 0 ? await giveDefault(tx, ctx, without) : null
  await record(
    tx,
    ctx,
    ...ended.map((it) => ({
      act: 'role.end',
      targetKind: 'user' as const,
      targetId: it.userId,
      before: { role: grantInWords(it) },
      after: { given: without.includes(it.userId) ? given : null },
    })),
  )
}

/** Everybody has a role: whoever had none but that gets what they would get who are invited without one. */
async function giveDefault(tx: Tx, ctx: Context, userIds: string[]): Promise<string> {
  const organization = await organizations.find(tx, within(ctx))
  const role = defaultRoleOf(await roles.inUse(tx, within(ctx)), organization)
  const now = ctx.now()
  await roles.grant(
    tx,
    userIds.map((userId) => ({
      organizationId: within(ctx),
      id: newId(now),
      userId,
      roleId: role.id,
      grantedById: null,
      createdAt: now,
    })),
  )
  return role.name
}
