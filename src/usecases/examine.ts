import * as condition from '../db/condition.ts'
import * as endingTokens from '../db/ending-tokens.ts'
import { after, DAY, secondsBetween } from '../domain/time.ts'
import { atomically, type Outside } from './context.ts'

export type { TokenEnd } from '../db/ending-tokens.ts'

/** How the database is doing, for whoever looks after it. */
export interface Examination {
  version: string
  skewSeconds: number
  mayRewriteAudit: boolean
  /** Providers' tokens whose end is near, the nearest first. */
  endingTokens: endingTokens.TokenEnd[]
}

/** As early as their people are warned. */
const SOON_SECONDS = 14 * DAY

export function examine(ctx: Outside): Promise<Examination> {
  return atomically(ctx, async (tx) => {
    const { version, at, mayRewriteAudit } = await condition.ask(tx)
    const now = ctx.now()
    const ending = await endingTokens.endingBefore(tx, now, after(now, SOON_SECONDS))
    return { version, mayRewriteAudit, skewSeconds: secondsBetween(now, at), endingTokens: ending }
  })
}
