import type { Tx } from '../../db/database.ts'
import { newId } from '../../db/id.ts'
import * as tokens from '../../db/scim-tokens.ts'
import { userIdOf } from '../../domain/actor.ts'
import {
  type Connection,
  limits,
  type ScimToken,
  type Scope,
  scopes,
  scopesFrom,
} from '../../domain/connection.ts'
import { Refusal } from '../../domain/refusal.ts'
import { freshToken } from '../../domain/scim-secret.ts'
import { mustBeTokenLife, warnAtOf } from '../../domain/token-life.ts'
import { atomically, type Context } from '../context.ts'
import { record } from '../record.ts'
import { holdConnection } from './hold-connection.ts'

/** For the eyes of whoever made it, this once. */
export interface IssuedToken {
  id: string
  secret: string
  expiresAt: Date | null
}

export interface TokenWish {
  /** All of them where none are named. */
  scopes?: readonly string[]
  /** Null: until it is revoked. */
  expiresAt?: Date | null
}

/** One token more, beside those that are live. */
export function issueToken(ctx: Context, connectionId: string, wish: TokenWish = {}): Promise<IssuedToken> {
  return atomically(ctx, async (tx) => {
    const connection = await holdConnection(tx, ctx, connectionId)
    const allowed = wish.scopes ? scopesFrom(wish.scopes) : [...scopes]
    const expiresAt = wish.expiresAt ?? null
    mustBeTokenLife(expiresAt, ctx.now())
    await mustHaveRoom(tx, ctx, connection)
    const issued = await issue(tx, ctx, connection, { expiresAt, scopes: allowed })
    await record(tx, ctx, {
      act: 'connection.issue-token',
      targetKind: 'connection',
      targetId: connection.id,
      after: { token: issued.beginning, scopes: allowed, expiresAt },
    })
    return issued
  })
}

/** One that is to be replaced makes its own room. */
export async function mustHaveRoom(
  tx: Tx,
  ctx: Context,
  { organizationId, id }: Connection,
  replaced?: ScimToken,
): Promise<void> {
  const live = await tokens.live(tx, organizationId, [id], ctx.now())
  if (live.filter((it) => it.id !== replaced?.id).length >= limits.tokens)
    throw new Refusal('too-many', { what: 'token', limit: limits.tokens })
}

/** Ask while holding the connection. */
export async function issue(
  tx: Tx,
  ctx: Context,
  { organizationId, id: connectionId }: Connection,
  wish: { expiresAt: Date | null; scopes: Scope[] },
): Promise<IssuedToken & { beginning: string }> {
  const now = ctx.now()
  const { secret, hash, beginning } = freshToken()
  const id = newId(now)
  await tokens.insert(tx, {
    organizationId,
    id,
    connectionId,
    clientId: null,
    hash,
    beginning,
    scopes: wish.scopes,
    createdAt: now,
    createdById: userIdOf(ctx.actor),
    expiresAt: wish.expiresAt,
    warnAt: warnAtOf(wish.expiresAt, now),
    lastUsedAt: null,
    revokedAt: null,
    replacedById: null,
  })
  return { id, secret, beginning, expiresAt: wish.expiresAt }
}
