import type { Tx } from '../../db/database.ts'
import * as grants from '../../db/grants.ts'
import { newId } from '../../db/id.ts'
import * as users from '../../db/users.ts'
import { userIdOf } from '../../domain/actor.ts'
import {
  type Given,
  type Grant,
  type GrantChange,
  grantInWords,
  heldAfter,
  losesOwner,
  mustKeepARole,
  warnAt,
} from '../../domain/grant.ts'
import { authorizeGrant, authorizeOther } from '../../domain/policy.ts'
import { mustBeInUse } from '../../domain/role.ts'
import { mustHoldRoles, type User } from '../../domain/user.ts'
import { authorizeOn } from '../authorize-on.ts'
import { type Context, within } from '../context.ts'
import { settleRoles } from '../provisioning/settle-roles.ts'
import { record } from '../record.ts'
import { holdOwners, keepAnOwner } from '../users/end-access.ts'

/**
 * Whichever way somebody's roles change, the same things are asked: the actor could give all that comes and
 * all that goes, it is not themselves, a role remains, and an owner remains.
 */
export async function changeGrants(
  tx: Tx,
  ctx: Context,
  userId: string,
  decide: (held: Grant[], user: User) => Promise<GrantChange>,
): Promise<User> {
  await holdOwners(tx, within(ctx))
  const user = await users.lock(tx, within(ctx), userId)
  await authorizeOn(tx, ctx, 'role.grant', user)
  authorizeOther(ctx.actor, user.id)
  mustHoldRoles(user)
  const held = await grants.heldBy(tx, within(ctx), user.id, ctx.now())
  const change = await decide(held, user)
  if (change.give.length === 0 && change.take.length === 0) return user

  const given = change.give.map((it) => ({ ...it.role, siteId: it.site?.id ?? null }))
  given.forEach(mustBeInUse)
  authorizeGrant(ctx.actor, [...given, ...change.take])
  if (losesOwner(held, change)) await keepAnOwner(tx, user)
  mustKeepARole(held, change)
  return save(tx, ctx, user, held, change)
}

async function save(tx: Tx, ctx: Context, user: User, held: Grant[], change: GrantChange): Promise<User> {
  const now = ctx.now()
  const taken = change.take.map((it) => it.id)
  await grants.take(tx, within(ctx), user.id, taken, now)
  await grants.give(
    tx,
    change.give.map((it) => rowOf(ctx, user, it, now)),
  )
  // What a group of a provider gives as well is held because of the group from now on.
  const settled = await settleRoles(tx, within(ctx), [user.id], now)
  await record(
    tx,
    ctx,
    {
      act: 'role.grant',
      targetKind: 'user',
      targetId: user.id,
      before: { roles: held.map(grantInWords) },
      after: { roles: heldAfter(held, change) },
    },
    ...settled.notes,
  )
  return users.save(tx, user, {})
}

const rowOf = (ctx: Context, user: User, { role, site, until }: Given, now: Date): grants.NewGrant => ({
  organizationId: within(ctx),
  id: newId(now),
  userId: user.id,
  roleId: role.id,
  siteId: site?.id ?? null,
  source: until ? 'temporary' : 'manual',
  expiresAt: until,
  warnAt: until && warnAt(now, until),
  grantedById: userIdOf(ctx.actor),
  createdAt: now,
})
