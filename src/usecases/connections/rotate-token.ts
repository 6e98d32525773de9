import * as tokens from '../../db/scim-tokens.ts'
import { isLive, type ScimToken } from '../../domain/connection.ts'
import { Refusal } from '../../domain/refusal.ts'
import { after, secondsBetween } from '../../domain/time.ts'
import { mustBeOverlap, warnAtOf } from '../../domain/token-life.ts'
import { atomically, type Context, within } from '../context.ts'
import { record } from '../record.ts'
import { holdConnection } from './hold-connection.ts'
import { type IssuedToken, issue, mustHaveRoom } from './issue-token.ts'

export interface RotatedToken extends IssuedToken {
  /** Until then the old one is taken too. */
  oldEndsAt: Date
}

/** A new token now, with the scopes of the old one and as long a life; the old one goes on for the overlap. */
export function rotateToken(ctx: Context, tokenId: string, overlapSeconds: number): Promise<RotatedToken> {
  return atomically(ctx, async (tx) => {
    const { connectionId } = await tokens.find(tx, within(ctx), tokenId)
    const connection = await holdConnection(tx, ctx, connectionId)
    mustBeOverlap(overlapSeconds)
    const old = await tokens.find(tx, within(ctx), tokenId)
    const now = ctx.now()
    if (!isLive(old, now)) throw new Refusal('token-ended')
    if (old.replacedById !== null) {
      const { beginning } = await tokens.find(tx, within(ctx), old.replacedById)
      throw new Refusal('token-replaced', { by: beginning })
    }
    await mustHaveRoom(tx, ctx, connection, old)

    const issued = await issue(tx, ctx, connection, { scopes: old.scopes, expiresAt: sameLife(old, now) })
    const oldEndsAt = sooner(after(now, overlapSeconds), old.expiresAt)
    await tokens.save(tx, old, {
      replacedById: issued.id,
      expiresAt: oldEndsAt,
      warnAt: warnAtOf(oldEndsAt, now),
      ...(overlapSeconds === 0 ? { revokedAt: now } : {}),
    })
    await record(tx, ctx, {
      act: 'connection.rotate-token',
      targetKind: 'connection',
      targetId: connection.id,
      before: { token: old.beginning },
      after: { token: issued.beginning, expiresAt: issued.expiresAt, oldEndsAt },
    })
    return { ...issued, oldEndsAt }
  })
}

const sameLife = ({ createdAt, expiresAt }: ScimToken, now: Date): Date | null =>
  expiresAt && after(now, secondsBetween(createdAt, expiresAt))

const sooner = (one: Date, other: Date | null): Date => (other && other < one ? other : one)
