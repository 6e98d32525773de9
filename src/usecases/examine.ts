import * as condition from '../db/condition.ts'
import * as tokens from '../db/ending-tokens.ts'
import { secondsBetween } from '../domain/time.ts'
import { type TokenWorry, worryAbout } from '../domain/token-age.ts'
import { atomically, type Outside } from './context.ts'

/** A provider's token that somebody should look at. */
export type WorryingToken = tokens.TokenInForce & { worry: TokenWorry }

/** How the database is doing, for whoever looks after it. */
export interface Examination extends Omit<condition.Condition, 'at'> {
  skewSeconds: number
  /** Those that end are first, the nearest before the others. */
  worryingTokens: WorryingToken[]
}

const TOKENS = 2000

export function examine(ctx: Outside): Promise<Examination> {
  return atomically(ctx, async (tx) => {
    const { at, ...found } = await condition.ask(tx)
    const now = ctx.now()
    const all = await tokens.inForceAnywhere(tx, now, TOKENS)
    const worryingTokens = all.flatMap((it) => {
      const worry = worryAbout(it, now)
      return worry ? [{ ...it, worry }] : []
    })
    worryingTokens.sort(
      (a, b) => (a.expiresAt?.getTime() ?? Infinity) - (b.expiresAt?.getTime() ?? Infinity) || 0,
    )
    return { ...found, skewSeconds: secondsBetween(now, at), worryingTokens }
  })
}
