import * as connections from '../../db/connections.ts'
import type { Tx } from '../../db/database.ts'
import * as roles from '../../db/roles.ts'
import type { Connection } from '../../domain/connection.ts'
import { authorize, authorizeGrant } from '../../domain/policy.ts'
import { Refusal } from '../../domain/refusal.ts'
import { type Context, within } from '../context.ts'

/**
 * Held against others who change it. Whoever holds a token of a connection gives away what its ceiling allows: so
 * whoever makes one, or changes what the connection does, must be allowed to give that away too.
 */
export async function holdConnection(tx: Tx, ctx: Context, id: string): Promise<Connection> {
  authorize(ctx.actor, 'connection.manage')
  const connection = await connections.lock(tx, within(ctx), id)
  if (connection.endedAt) throw new Refusal('connection-ended', { connection: connection.name })
  authorizeGrant(ctx.actor, await roles.named(tx, within(ctx), [connection.ceilingRoleId]))
  return connection
}
