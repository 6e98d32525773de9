import * as retention from '../db/retention.ts'
import { atomically, type Outside } from './context.ts'

const BITE = 5000

/** What has been kept long enough goes, a bite at a time, so that no tick holds the tables for long. */
export const forgetOld = (ctx: Outside): Promise<number> =>
  atomically(ctx, (tx) => retention.forget(tx, ctx.now(), BITE))
