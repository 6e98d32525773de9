import * as condition from '../db/condition.ts'
import { secondsBetween } from '../domain/time.ts'
import { atomically, type Outside } from './context.ts'

/** How the database is doing, for whoever looks after it. */
export interface Examination {
  version: string
  skewSeconds: number
  mayRewriteAudit: boolean
}

export function examine(ctx: Outside): Promise<Examination> {
  return atomically(ctx, async (tx) => {
    const { version, at, mayRewriteAudit } = await condition.ask(tx)
    return { version, mayRewriteAudit, skewSeconds: secondsBetween(ctx.now(), at) }
  })
}
