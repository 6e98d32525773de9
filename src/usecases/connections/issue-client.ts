import { newId } from '../../db/id.ts'
import * as clients from '../../db/scim-clients.ts'
import { userIdOf } from '../../domain/actor.ts'
import { limits, scopes, scopesFrom } from '../../domain/connection.ts'
import { Refusal } from '../../domain/refusal.ts'
import { freshClientSecret } from '../../domain/scim-secret.ts'
import { ACCESS_MINUTES, mustBeAccessMinutes } from '../../domain/token-life.ts'
import { atomically, type Context, within } from '../context.ts'
import { record } from '../record.ts'
import { holdConnection } from './hold-connection.ts'

/** For the eyes of whoever made it, this once. */
export interface IssuedClient {
  id: string
  secret: string
  tokenMinutes: number
}

export interface ClientWish {
  /** All of them where none are named. */
  scopes?: readonly string[]
  tokenMinutes?: number
}

/** Credentials for a provider that fetches itself its tokens, which then live that long. */
export function issueClient(
  ctx: Context,
  connectionId: string,
  wish: ClientWish = {},
): Promise<IssuedClient> {
  return atomically(ctx, async (tx) => {
    const connection = await holdConnection(tx, ctx, connectionId)
    const allowed = wish.scopes ? scopesFrom(wish.scopes) : [...scopes]
    const tokenMinutes = wish.tokenMinutes ?? ACCESS_MINUTES.usual
    mustBeAccessMinutes(tokenMinutes)
    const inForce = await clients.inForce(tx, within(ctx), [connection.id])
    if (inForce.length >= limits.clients)
      throw new Refusal('too-many', { what: 'client', limit: limits.clients })

    const now = ctx.now()
    const { secret, hash } = freshClientSecret()
    const id = newId(now)
    await clients.insert(tx, {
      organizationId: within(ctx),
      id,
      connectionId: connection.id,
      secretHash: hash,
      scopes: allowed,
      tokenMinutes,
      createdAt: now,
      createdById: userIdOf(ctx.actor),
      lastUsedAt: null,
      revokedAt: null,
    })
    await record(tx, ctx, {
      act: 'connection.issue-client',
      targetKind: 'connection',
      targetId: connection.id,
      after: { client: id, scopes: allowed, tokenMinutes },
    })
    return { id, secret, tokenMinutes }
  })
}
