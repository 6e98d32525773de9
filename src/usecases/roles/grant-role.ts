import type { Tx } from '../../db/database.ts'
import * as groups from '../../db/groups.ts'
import * as roles from '../../db/roles.ts'
import { giveOne, takeOne } from '../../domain/grant.ts'
import { mustBeOffered } from '../../domain/group.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { User } from '../../domain/user.ts'
import { atomically, type Context, within } from '../context.ts'
import { changeGrants } from './change-grants.ts'

/** One role more, everywhere or at a site the person belongs to; with `until` it ends by itself. */
export function grantRole(
  ctx: Context,
  userId: string,
  wanted: { roleId: string; siteId?: string; until?: Date },
): Promise<User> {
  return atomically(ctx, (tx) =>
    changeGrants(tx, ctx, userId, async (held, user) => {
      const [role] = await roles.named(tx, within(ctx), [wanted.roleId])
      if (!role) throw new Refusal('not-found', { what: 'role' })
      const site = wanted.siteId === undefined ? null : await siteOf(tx, ctx, user, wanted.siteId)
      return giveOne(held, { role, site, until: wanted.until ?? null }, ctx.now())
    }),
  )
}

/** One role less, everywhere or at that site. What was not held is not missed. */
export function revokeRole(
  ctx: Context,
  userId: string,
  wanted: { roleId: string; siteId?: string },
): Promise<User> {
  return atomically(ctx, (tx) =>
    changeGrants(tx, ctx, userId, async (held) => {
      const [role] = await roles.named(tx, within(ctx), [wanted.roleId])
      const site = wanted.siteId === undefined ? null : await groups.find(tx, within(ctx), wanted.siteId)
      return takeOne(held, role?.id ?? '', site?.id ?? null)
    }),
  )
}

async function siteOf(tx: Tx, ctx: Context, user: User, siteId: string) {
  const [site] = await groups.named(tx, within(ctx), [siteId])
  if (!site) throw new Refusal('not-found', { what: 'group' })
  mustBeOffered(site, 'site')
  const isMember = await groups.isMember(tx, within(ctx), site.id, user.id)
  if (!isMember) throw new Refusal('not-a-member', { group: site.name })
  return site
}
