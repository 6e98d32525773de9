import * as connections from '../../db/connections.ts'
import * as clients from '../../db/scim-clients.ts'
import * as tokens from '../../db/scim-tokens.ts'
import { authorize } from '../../domain/policy.ts'
import { atomically, type Context, within } from '../context.ts'
import { record } from '../record.ts'

/** The credentials and every token fetched with them, at once; dead already is as good. */
export function revokeClient(ctx: Context, clientId: string): Promise<void> {
  return atomically(ctx, async (tx) => {
    authorize(ctx.actor, 'connection.manage')
    const client = await clients.find(tx, within(ctx), clientId)
    await connections.lock(tx, within(ctx), client.connectionId)
    const isFirst = await clients.revoke(tx, client, ctx.now())
    if (!isFirst) return
    await tokens.revokeAllOf(tx, within(ctx), { clientId }, ctx.now())
    await record(tx, ctx, {
      act: 'connection.revoke-client',
      targetKind: 'connection',
      targetId: client.connectionId,
      before: { client: clientId },
    })
  })
}
