import * as retention from '../db/retention.ts'
import { atomically, type Outside } from './context.ts'

const BITE = 5000

/**
 * What has been kept long enough goes, a bite at a time, so that no tick holds the tables for long. A kind that can not
 * be forgotten keeps no other from it; it is told of in the end.
 */
export async function forgetOld(ctx: Outside): Promise<number> {
  let touched = 0
  const faults: unknown[] = []
  for (let kind = 0; kind < retention.kinds; kind++)
    await atomically(ctx, (tx) => retention.forget(tx, kind, ctx.now(), BITE)).then(
      (count) => {
        touched += count
      },
      (fault) => faults.push(fault),
    )
  if (faults.length > 0) throw faults[0]
  return touched
}
