import * as connections from '../../db/connections.ts'
import * as tokens from '../../db/scim-tokens.ts'
import { isLive } from '../../domain/connection.ts'
import { authorize } from '../../domain/policy.ts'
import { atomically, type Context, within } from '../context.ts'
import { record } from '../record.ts'

/** Dead at once; dead already is as good. */
export function revokeToken(ctx: Context, tokenId: string): Promise<void> {
  return atomically(ctx, async (tx) => {
    authorize(ctx.actor, 'connection.manage')
    const { connectionId } = await tokens.find(tx, within(ctx), tokenId)
    await connections.lock(tx, within(ctx), connectionId)
    const token = await tokens.find(tx, within(ctx), tokenId)
    if (!isLive(token, ctx.now())) return
    await tokens.save(tx, token, { revokedAt: ctx.now(), warnAt: null })
    await record(tx, ctx, {
      act: 'connection.revoke-token',
      targetKind: 'connection',
      targetId: connectionId,
      before: { token: token.beginning },
    })
  })
}
