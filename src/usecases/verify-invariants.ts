import * as invariants from '../db/invariants.ts'
import { atomically, type Outside } from './context.ts'

/** Every promise of the model that does not hold right now; empty when all is well. */
export const verifyInvariants = (ctx: Outside): Promise<invariants.Finding[]> =>
  atomically(ctx, (tx) => invariants.broken(tx, ctx.now()))
