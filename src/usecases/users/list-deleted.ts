import * as users from '../../db/users.ts'
import { reachOf } from '../../domain/policy.ts'
import { nameOf } from '../../domain/user.ts'
import { atomically, type Context, within } from '../context.ts'

export interface DeletedUser {
  id: string
  name: string
  /** From then on nobody can bring them back. */
  purgeAt: Date
}

const SHOWN = 5

/** Who was deleted and can still be brought back, the last first; nobody for those who may not. */
export function listDeleted(ctx: Context): Promise<DeletedUser[]> {
  return atomically(ctx, async (tx) => {
    const reach = reachOf(ctx.actor, 'user.delete')
    if (!reach) return []
    const found = await users.undoable(
      tx,
      within(ctx),
      reach === 'everybody' ? null : reach,
      ctx.now(),
      SHOWN,
    )
    return found.flatMap((it) => (it.purgeAt ? [{ id: it.id, name: nameOf(it), purgeAt: it.purgeAt }] : []))
  })
}
