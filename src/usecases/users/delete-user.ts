import * as grants from '../../db/grants.ts'
import * as organizations from '../../db/organizations.ts'
import { touchAllOf } from '../../db/provisioned-members.ts'
import * as users from '../../db/users.ts'
import { authorizeGrant, authorizeOther } from '../../domain/policy.ts'
import { remove, type User, undoRemove } from '../../domain/user.ts'
import { authorizeOn } from '../authorize-on.ts'
import { atomically, type Context, within } from '../context.ts'
import { record } from '../record.ts'
import { endAccess, holdOwners, keepAnOwner } from './end-access.ts'

/** Access is gone now; the person can be brought back until the undo window closes. */
export function deleteUser(ctx: Context, id: string): Promise<User> {
  return atomically(ctx, async (tx) => {
    await holdOwners(tx, within(ctx))
    const user = await users.lock(tx, within(ctx), id)
    await authorizeOn(tx, ctx, 'user.delete', user)
    authorizeOther(ctx.actor, user.id)
    authorizeGrant(ctx.actor, await grants.heldBy(tx, within(ctx), id, ctx.now()))
    await keepAnOwner(tx, user)

    const { undoSeconds } = await organizations.find(tx, within(ctx))
    const deleted = await users.save(tx, user, remove(user, undoSeconds, ctx.now()))
    await endAccess(tx, ctx, user, 'deleted')
    await touchAllOf(tx, within(ctx), id, ctx.now())
    await record(tx, ctx, {
      act: 'user.delete',
      targetKind: 'user',
      targetId: id,
      after: { purgeAt: deleted.purgeAt },
    })
    return deleted
  })
}

export function undoDeleteUser(ctx: Context, id: string): Promise<User> {
  return atomically(ctx, async (tx) => {
    const user = await users.lock(tx, within(ctx), id)
    await authorizeOn(tx, ctx, 'user.delete', user)

    const restored = await users.saveShown(tx, user, undoRemove(user, ctx.now()), ctx.now())
    await touchAllOf(tx, within(ctx), id, ctx.now())
    await record(tx, ctx, { act: 'user.undo-delete', targetKind: 'user', targetId: id })
    return restored
  })
}
