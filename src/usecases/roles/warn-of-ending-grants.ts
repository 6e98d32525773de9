import { claimEnding, type EndingGrant } from '../../db/ending-grants.ts'
import * as outbox from '../../db/outbox.ts'
import { atomically, type Outside } from '../context.ts'

const BATCH = 200

/**
 * Whoever holds a role that ends by itself hears of it in time, once, and so does whoever gave it: a day ahead, or
 * half-way for shorter ones. Missed ticks heal; what has ended meanwhile is not warned of. Says how many those were.
 */
export function warnOfEndingGrants(ctx: Outside): Promise<number> {
  return atomically(ctx, async (tx) => {
    const now = ctx.now()
    const due = await claimEnding(tx, now, BATCH)
    const ahead = due.filter((it) => it.expiresAt > now)
    await outbox.post(tx, now, ahead.flatMap(warningsOf))
    return ahead.length
  })
}

const warningsOf = ({ organizationId, id, userId, grantedById }: EndingGrant): outbox.NewMessage[] => [
  { organizationId, kind: 'role-ending', grantId: id, userId },
  ...(grantedById
    ? [{ organizationId, kind: 'role-ending-for-giver' as const, grantId: id, userId: grantedById }]
    : []),
]
