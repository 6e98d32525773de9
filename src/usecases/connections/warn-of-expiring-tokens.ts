import type { Tx } from '../../db/database.ts'
import { claimDue, type EndingToken, warnNext } from '../../db/ending-tokens.ts'
import * as outbox from '../../db/outbox.ts'
import * as roles from '../../db/roles.ts'
import { warnAtOf } from '../../domain/token-life.ts'
import { atomically, type Outside } from '../context.ts'

const BATCH = 100
/** Of an organization at most so many: the rest hear of it from them. */
const READERS = 20

/**
 * Everybody who manages connections hears of a token's end two weeks, three days and a day before it, once each. Missed
 * ticks heal: where two warnings were missed, one is sent. Says of how many tokens.
 */
export function warnOfExpiringTokens(ctx: Outside): Promise<number> {
  return atomically(ctx, async (tx) => {
    const now = ctx.now()
    const due = await claimDue(tx, now, BATCH)
    if (due.length === 0) return 0
    await warnNext(
      tx,
      due.map(({ organizationId, id, expiresAt }) => ({
        organizationId,
        id,
        warnAt: warnAtOf(expiresAt, now),
      })),
    )
    const ahead = due.filter((it) => it.expiresAt > now && !it.isReplaced)
    await outbox.post(tx, now, await warningsOf(tx, ahead, now))
    return ahead.length
  })
}

async function warningsOf(tx: Tx, tokens: EndingToken[], now: Date): Promise<outbox.NewMessage[]> {
  const warnings: outbox.NewMessage[] = []
  for (const organizationId of new Set(tokens.map((it) => it.organizationId))) {
    const readers = await roles.whoMay(tx, organizationId, 'connections.manage', null, now, READERS)
    for (const { id } of tokens.filter((it) => it.organizationId === organizationId))
      for (const reader of readers)
        warnings.push({ organizationId, kind: 'token-ending', scimTokenId: id, userId: reader.id })
  }
  return warnings
}
