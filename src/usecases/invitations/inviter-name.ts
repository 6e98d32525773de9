import type { Tx } from '../../db/database.ts'
import * as users from '../../db/users.ts'
import { nameOf } from '../../domain/user.ts'
import type { Context } from '../context.ts'

/** Kept with the invitation as it is now: it must still read well when the inviter has left. */
export async function inviterNameOf(tx: Tx, ctx: Context): Promise<string> {
  const { actor } = ctx
  if (actor.kind === 'user') return nameOf(await users.find(tx, actor.organizationId, actor.userId))
  return actor.kind === 'operator' ? actor.name : 'Usher'
}
