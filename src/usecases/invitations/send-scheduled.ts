import * as invitations from '../../db/invitations.ts'
import { atomically, type Outside } from '../context.ts'
import { redrawCards } from '../slack/redraw-cards.ts'
import { sendLinks } from './send-links.ts'

const BATCH = 500

/** Letters whose hour has come: claimed, given their link and promised in one transaction. Says how many. */
export async function sendScheduled(ctx: Outside): Promise<number> {
  for (let all = 0; ; ) {
    const sent = await atomically(ctx, async (tx) => {
      const now = ctx.now()
      const due = await invitations.sendDue(tx, now, BATCH)
      if (due.length > 0) await sendLinks(tx, ctx, due, now)
      for (const organizationId of new Set(due.map((it) => it.organizationId)))
        await redrawCards(
          tx,
          organizationId,
          due.filter((it) => it.organizationId === organizationId).map((it) => it.id),
          now,
        )
      return due.length
    })
    all += sent
    if (sent < BATCH) return all
  }
}
