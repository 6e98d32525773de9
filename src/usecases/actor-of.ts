import type { Tx } from '../db/database.ts'
import * as grants from '../db/grants.ts'
import type { Actor } from '../domain/actor.ts'
import { authorityOf } from '../domain/authority.ts'

/** One of us with whatever their roles allow at this moment. */
export async function actorOf(
  tx: Tx,
  { organizationId, userId }: { organizationId: string; userId: string },
  now: Date,
): Promise<Actor & { kind: 'user' }> {
  const held = await grants.holdingsOf(tx, organizationId, userId, now)
  return { kind: 'user', organizationId, userId, ...authorityOf(held) }
}
