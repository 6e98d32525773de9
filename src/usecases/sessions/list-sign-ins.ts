import * as attempts from '../../db/sign-in-attempts.ts'
import { authorizeWithin } from '../../domain/policy.ts'
import { atomically, type Context, within } from '../context.ts'

const PAGE = 50

/** Who came in and who did not, newest first, with the reasons that the page itself never gives. */
export function listSignIns(
  ctx: Context,
  wish: { userId?: string; onlyFailed?: boolean; before?: string },
): Promise<attempts.SignInAttempt[]> {
  return atomically(ctx, async (tx) => {
    const reach = authorizeWithin(ctx.actor, 'sign-in.list')
    return attempts.page(tx, within(ctx), wish, reach === 'everybody' ? null : reach, PAGE)
  })
}
