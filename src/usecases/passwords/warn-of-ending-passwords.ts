import * as credentials from '../../db/credentials.ts'
import * as outbox from '../../db/outbox.ts'
import { atomically, type Outside } from '../context.ts'

const BATCH = 200

/**
 * Whoever handed over a temporary password that nobody has used hears of it once before it ends, while there is time to
 * ask what is the matter. One that has ended meanwhile is not told of. Says how many those were.
 */
export function warnOfEndingPasswords(ctx: Outside): Promise<number> {
  return atomically(ctx, async (tx) => {
    const now = ctx.now()
    const due = await credentials.claimEnding(tx, now, BATCH)
    const ahead = due.filter((it) => it.temporaryUntil > now)
    await outbox.post(
      tx,
      now,
      ahead.flatMap(({ organizationId, userId, givenById }) =>
        givenById
          ? [{ organizationId, kind: 'password-ending' as const, userId: givenById, aboutUserId: userId }]
          : [],
      ),
    )
    return ahead.length
  })
}
