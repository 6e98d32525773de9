import type { Tx } from '../db/database.ts'
import * as roles from '../db/roles.ts'
import type { Actor } from '../domain/actor.ts'
import { permissionsOf } from '../domain/role.ts'

/** One of us with whatever their roles allow at this moment. */
export async function actorOf(
  tx: Tx,
  { organizationId, userId }: { organizationId: string; userId: string },
  now: Date,
): Promise<Actor & { kind: 'user' }> {
  const held = await roles.heldBy(tx, organizationId, userId, now)
  return { kind: 'user', organizationId, userId, permissions: permissionsOf(held) }
}
