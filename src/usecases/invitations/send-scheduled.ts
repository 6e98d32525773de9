import type { Tx } from '../../db/database.ts'
import * as invitations from '../../db/invitations.ts'
import { atomically, type Outside } from '../context.ts'
import { togetherOrAlone } from '../each-alone.ts'
import { redrawCards } from '../slack/redraw-cards.ts'
import { sendLinks } from './send-links.ts'

const BATCH = 500

/** Letters whose hour has come: claimed, given their link and promised in one transaction. Says how many. */
export const sendScheduled = (ctx: Outside): Promise<number> =>
  togetherOrAlone(
    (organizationId) => sendAll(ctx, organizationId),
    () => atomically(ctx, (tx) => invitations.organizationsToSend(tx, ctx.now())),
  )

async function sendAll(ctx: Outside, organizationId: string | null): Promise<number> {
  for (let all = 0; ; ) {
    const sent = await atomically(ctx, (tx) => sendSome(tx, ctx, organizationId))
    all += sent
    if (sent < BATCH) return all
  }
}

async function sendSome(tx: Tx, ctx: Outside, of: string | null): Promise<number> {
  const now = ctx.now()
  const due = await invitations.sendDue(tx, now, BATCH, of)
  if (due.length > 0) await sendLinks(tx, ctx, due, now)
  for (const organizationId of new Set(due.map((it) => it.organizationId)))
    await redrawCards(
      tx,
      organizationId,
      due.filter((it) => it.organizationId === organizationId).map((it) => it.id),
      now,
    )
  return due.length
}
