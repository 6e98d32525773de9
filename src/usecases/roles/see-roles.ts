import * as grants from '../../db/grants.ts'
import { isId } from '../../db/id.ts'
import * as roles from '../../db/roles.ts'
import * as users from '../../db/users.ts'
import type { Grant } from '../../domain/grant.ts'
import { authorize } from '../../domain/policy.ts'
import { Refusal } from '../../domain/refusal.ts'
import { authorizeOn } from '../authorize-on.ts'
import { atomically, type Context, within } from '../context.ts'

export type { RoleInUse } from '../../db/roles.ts'

/** Every role that may be given, with how many people and open invitations it concerns. */
export function seeRoles(ctx: Context): Promise<roles.RoleInUse[]> {
  return atomically(ctx, async (tx) => {
    authorize(ctx.actor, 'role.read')
    return roles.used(tx, within(ctx), ctx.now())
  })
}

/** Before somebody edits it: whom that would affect. */
export function seeRole(ctx: Context, id: string): Promise<roles.RoleInUse> {
  return atomically(ctx, async (tx) => {
    const [role] = isId(id) ? await roles.used(tx, within(ctx), ctx.now(), id) : []
    if (!role) throw new Refusal('not-found', { what: 'role' })
    authorize(ctx.actor, 'role.read')
    return role
  })
}

/** What somebody holds now, everywhere first, then site by site. */
export function seeGrants(ctx: Context, userId: string): Promise<Grant[]> {
  return atomically(ctx, async (tx) => {
    const user = await users.find(tx, within(ctx), userId)
    await authorizeOn(tx, ctx, 'user.see-roles', user)
    return grants.heldBy(tx, within(ctx), userId, ctx.now())
  })
}
