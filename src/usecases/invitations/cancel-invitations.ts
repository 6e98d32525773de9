import * as events from '../../db/delivery-events.ts'
import * as tokens from '../../db/invitation-tokens.ts'
import * as invitations from '../../db/invitations.ts'
import * as outbox from '../../db/outbox.ts'
import * as users from '../../db/users.ts'
import { userIdOf } from '../../domain/actor.ts'
import { cancel } from '../../domain/invitation.ts'
import { atomically, type Context, within } from '../context.ts'
import { record } from '../record.ts'
import { redrawCards } from '../slack/redraw-cards.ts'
import { holdInvitations, type OneOutcome } from './hold-invitations.ts'

/** All of them, in as many statements as for one; each has its outcome. */
export function cancelInvitations(ctx: Context, ids: string[]): Promise<OneOutcome[]> {
  return atomically(ctx, async (tx) => {
    const now = ctx.now()
    const organizationId = within(ctx)
    const by = userIdOf(ctx.actor)
    const { held, outcomes } = await holdInvitations(tx, ctx, 'invitation.cancel', ids, (it) =>
      cancel(it, by, null, now),
    )
    const [first] = held
    if (!first) return outcomes
    const open = held.map((it) => it.id)
    await invitations.saveMany(tx, organizationId, open, cancel(first, by, null, now), false)
    await tokens.supersede(tx, organizationId, open, now)
    await outbox.dropQueued(tx, organizationId, open, now)
    await redrawCards(tx, organizationId, open, now)
    await events.note(
      tx,
      now,
      held.map(({ id, generation }) => ({ organizationId, invitationId: id, generation, kind: 'cancelled' })),
    )
    await users.withdrawMany(
      tx,
      organizationId,
      held.flatMap((it) => it.userId ?? []),
    )
    await record(
      tx,
      ctx,
      ...held.map((it) => ({
        act: 'invitation.cancel',
        targetKind: 'invitation' as const,
        targetId: it.id,
        before: { address: it.address },
      })),
    )
    return outcomes
  })
}
