import type { Tx } from '../../db/database.ts'
import * as tokens from '../../db/invitation-tokens.ts'
import * as invitations from '../../db/invitations.ts'
import * as organizations from '../../db/organizations.ts'
import * as outbox from '../../db/outbox.ts'
import { sentTo } from '../../db/sent-lately.ts'
import { type Change, type Invitation, resend } from '../../domain/invitation.ts'
import { Refusal } from '../../domain/refusal.ts'
import { tooManyLetters } from '../../domain/sending-limits.ts'
import { after, DAY, HOUR } from '../../domain/time.ts'
import { atomically, type Context, within } from '../context.ts'
import { record } from '../record.ts'
import { redrawCards } from '../slack/redraw-cards.ts'
import { holdInvitations, type OneOutcome } from './hold-invitations.ts'
import { mustNotFlood } from './must-not-flood.ts'
import { sendLinks } from './send-links.ts'

/** A new link by letter for each of them, in as many statements as for one. */
export const resendInvitations = (ctx: Context, ids: string[]): Promise<OneOutcome[]> =>
  atomically(ctx, (tx) => resendMany(tx, ctx, ids))

/** The same inside a transaction that is already under way. */
export async function resendMany(tx: Tx, ctx: Context, ids: string[]): Promise<OneOutcome[]> {
  const now = ctx.now()
  const organizationId = within(ctx)
  const { invitationLifetimeSeconds: lifetimeSeconds } = await organizations.find(tx, organizationId)
  const sends = await tokens.sentSinceEach(tx, organizationId, ids, after(now, -HOUR))
  const pestered = await pesteredAmong(tx, ctx, ids, now)
  const { held, outcomes } = await holdInvitations(tx, ctx, 'invitation.resend', ids, (it) => {
    if (it.email === null) throw new Refusal('no-address')
    const refusal = pestered.get(it.address ?? '')
    if (refusal) throw refusal
    resend({ ...it, lifetimeSeconds }, now, sends.get(it.id) ?? [])
  })
  await mustNotFlood(tx, ctx, held.length, now)
  await renew(tx, ctx, held, lifetimeSeconds, now)
  return outcomes
}

async function pesteredAmong(tx: Tx, ctx: Context, ids: string[], now: Date): Promise<Map<string, Refusal>> {
  const addresses = await invitations.addressesOf(tx, within(ctx), ids)
  const lately = await sentTo(tx, within(ctx), addresses, after(now, -DAY))
  return new Map(
    [...lately].flatMap(([address, it]) => {
      const refusal = tooManyLetters(it, now)
      return refusal ? [[address, refusal] as const] : []
    }),
  )
}

async function renew(
  tx: Tx,
  ctx: Context,
  held: Invitation[],
  lifetimeSeconds: number,
  now: Date,
): Promise<void> {
  const [first] = held
  if (!first) return
  const { organizationId } = first
  const ids = held.map((it) => it.id)
  // All of them get the same, but each its own next generation.
  const change: Change = { lifetimeSeconds, ...resend({ ...first, lifetimeSeconds }, now) }
  await invitations.saveMany(tx, organizationId, ids, change, true)
  await tokens.supersede(tx, organizationId, ids, now)
  await outbox.dropQueued(tx, organizationId, ids, now)
  await redrawCards(tx, organizationId, ids, now)
  const renewed = held.map((it) => ({ ...it, ...change, generation: it.generation + 1 }))
  await record(
    tx,
    ctx,
    ...held.map((it) => ({
      act: 'invitation.resend',
      targetKind: 'invitation' as const,
      targetId: it.id,
      before: { generation: it.generation, expiresAt: it.expiresAt },
      after: { generation: it.generation + 1, expiresAt: change.expiresAt },
    })),
  )
  await sendLinks(tx, ctx, renewed, now)
}
