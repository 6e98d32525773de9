import * as organizations from '../../db/organizations.ts'
import { authorize } from '../../domain/policy.ts'
import { atomically, type Context, within } from '../context.ts'

export type { Beginning } from '../../db/organizations.ts'

/** How far a new organization has come: what is still open is what to do next. */
export function seeBeginning(ctx: Context): Promise<organizations.Beginning> {
  return atomically(ctx, async (tx) => {
    authorize(ctx.actor, 'settings.see')
    return organizations.beginningOf(tx, within(ctx))
  })
}
