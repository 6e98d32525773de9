import * as outbox from '../../db/outbox.ts'
import * as deeds from '../../db/slack-deeds.ts'
import { after } from '../../domain/time.ts'
import { atomically, type Outside } from '../context.ts'

/** Longer than anything takes that somebody waits for. */
const UNDER_WAY_SECONDS = 60
const BATCH = 200

/**
 * What Slack was told is being done, in a process that died with it: whoever waits for it hears that they should look.
 * It is not done later, for it may have been done. Says how many are told.
 */
export function tellOfCutOff(ctx: Outside): Promise<number> {
  return atomically(ctx, async (tx) => {
    const now = ctx.now()
    const waiting = await deeds.claimCutOff(tx, after(now, -UNDER_WAY_SECONDS), now, BATCH)
    await outbox.post(
      tx,
      now,
      waiting.map((it) => ({ ...it, kind: 'deed-cut-off' })),
    )
    return waiting.length
  })
}
