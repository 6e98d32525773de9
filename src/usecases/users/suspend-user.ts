import * as grants from '../../db/grants.ts'
import * as users from '../../db/users.ts'
import { authorizeGrant, authorizeOther } from '../../domain/policy.ts'
import { enable, suspend, type User } from '../../domain/user.ts'
import { authorizeOn } from '../authorize-on.ts'
import { atomically, type Context, within } from '../context.ts'
import { record } from '../record.ts'
import { endAccess, holdOwners, keepAnOwner } from './end-access.ts'

export function suspendUser(ctx: Context, id: string): Promise<User> {
  return atomically(ctx, async (tx) => {
    await holdOwners(tx, within(ctx))
    const user = await users.lock(tx, within(ctx), id)
    await authorizeOn(tx, ctx, 'user.suspend', user)
    authorizeOther(ctx.actor, user.id)
    authorizeGrant(ctx.actor, await grants.heldBy(tx, within(ctx), id, ctx.now()))
    await keepAnOwner(tx, user)

    const suspended = await users.saveShown(tx, user, suspend(user, ctx.now()), ctx.now())
    await endAccess(tx, ctx, user, 'suspended')
    await record(tx, ctx, { act: 'user.suspend', targetKind: 'user', targetId: id })
    return suspended
  })
}

/** The same password opens the door again; sessions from before stay dead. */
export function enableUser(ctx: Context, id: string): Promise<User> {
  return atomically(ctx, async (tx) => {
    const user = await users.lock(tx, within(ctx), id)
    await authorizeOn(tx, ctx, 'user.enable', user)

    const enabled = await users.saveShown(tx, user, enable(user), ctx.now())
    await record(tx, ctx, { act: 'user.enable', targetKind: 'user', targetId: id })
    return enabled
  })
}
