import type { Tx } from '../../db/database.ts'
import { type EndedGrant, leftWithout, takeEnded } from '../../db/ending-grants.ts'
import { newId } from '../../db/id.ts'
import * as organizations from '../../db/organizations.ts'
import * as roles from '../../db/roles.ts'
import { grantInWords } from '../../domain/grant.ts'
import { actingAs, atomically, type Context, type Outside, within } from '../context.ts'
import { defaultRoleOf } from '../invitations/promises.ts'
import { record } from '../record.ts'

const BATCH = 200

/**
 * Roles whose end has come are cleared away. They allow nothing from their second on, whether this has run or not;
 * it leaves the record. An owner for a while never counted as an owner. Says how many ended.
 */
export function endTemporaryGrants(ctx: Outside): Promise<number> {
  return atomically(ctx, async (tx) => {
    const ended = await takeEnded(tx, ctx.now(), BATCH)
    for (const organizationId of new Set(ended.map((it) => it.organizationId))) {
      const acting = actingAs(ctx, { kind: 'system', organizationId })
      await settle(
        tx,
        acting,
        ended.filter((it) => it.organizationId === organizationId),
      )
    }
    return ended.length
  })
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
