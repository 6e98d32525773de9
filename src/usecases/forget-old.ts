import * as retention from '../db/retention.ts'
import { atomically, type Outside } from './context.ts'

const BITE = 5000

/** What has been kept long enough goes, a bite at a time, so that no tick holds the tables for long. */
export async function forgetOld(ctx: Outside): Promise<number> {
  let touched = 0
  for (let kind = 0; kind < retention.kinds; kind++)
    touched += await atomically(ctx, (tx) => retention.forget(tx, kind, ctx.now(), BITE))
  return touched
}
