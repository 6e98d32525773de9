import type { Tx } from '../../db/database.ts'
import * as deadLetters from '../../db/dead-letters.ts'
import * as events from '../../db/delivery-events.ts'
import { isId } from '../../db/id.ts'
import * as outbox from '../../db/outbox.ts'
import { authorize } from '../../domain/policy.ts'
import { Refusal } from '../../domain/refusal.ts'
import { atomically, type Context, within } from '../context.ts'
import { resendMany } from '../invitations/resend-invitations.ts'
import { record } from '../record.ts'
import { redrawCards, redrawDigest } from '../slack/redraw-cards.ts'

/** As many as leave in one go; whoever has more asks again. */
const AT_ONCE = 500

export interface ResentLetters {
  /** Leaving again as they were, their links with them. */
  again: number
  /** Their links had run out: these leave with new ones. */
  renewed: number
  /** Why not, for each that could not be. */
  refusals: Refusal[]
}

type DeadLetter = deadLetters.DeadLetter

/**
 * What could not be delivered is tried again: each once, however many ask for it at the same moment. Null: all of
 * them.
 */
export function resendUndelivered(ctx: Context, ids: string[] | null): Promise<ResentLetters> {
  return atomically(ctx, async (tx) => {
    authorize(ctx.actor, 'message.resend')
    const found = await deadLetters.list(tx, within(ctx), ids?.filter(isId) ?? null, AT_ONCE, ctx.now())
    if (ids && found.length === 0) throw new Refusal('not-found', { what: 'message' })
    const again = await requeue(
      tx,
      ctx,
      found.filter((it) => !it.isExpired),
    )
    const refusals = await renew(
      tx,
      ctx,
      found.filter((it) => it.isExpired),
    )
    if (found.length > 0) await redrawDigest(tx, within(ctx), ctx.now())
    return { again, ...refusals }
  })
}

async function requeue(tx: Tx, ctx: Context, letters: DeadLetter[]): Promise<number> {
  const now = ctx.now()
  const taken = await deadLetters.requeue(
    tx,
    within(ctx),
    letters.map((it) => it.id),
    now,
  )
  await outbox.wakeWorkers(tx, taken, 0)
  const invited = taken.filter((it) => it.kind === 'invitation')
  await events.note(
    tx,
    now,
    invited.flatMap(({ organizationId, id, invitationId, generation }) =>
      invitationId
        ? [{ organizationId, invitationId, messageId: id, generation, kind: 'queued' as const }]
        : [],
    ),
  )
  await redrawCards(
    tx,
    within(ctx),
    invited.flatMap((it) => it.invitationId ?? []),
    now,
  )
  await record(
    tx,
    ctx,
    ...taken.map(({ kind, invitationId, userId }) => ({
      act: 'message.resend',
      targetKind: invitationId ? ('invitation' as const) : ('user' as const),
      targetId: invitationId ?? userId,
      after: { kind },
    })),
  )
  return taken.length
}

/** A link that has run out would reach nobody: they get a new one, as if somebody had clicked Resend. */
async function renew(
  tx: Tx,
  ctx: Context,
  letters: DeadLetter[],
): Promise<Pick<ResentLetters, 'renewed' | 'refusals'>> {
  if (letters.length === 0) return { renewed: 0, refusals: [] }
  const held = await deadLetters.hold(
    tx,
    within(ctx),
    letters.map((it) => it.id),
  )
  const byInvitation = new Map(held.flatMap((it) => (it.invitationId ? [[it.invitationId, it.id]] : [])))
  const outcomes = await resendMany(tx, ctx, [...byInvitation.keys()])
  const done = outcomes.filter((it) => !it.refusal)
  await deadLetters.replace(
    tx,
    within(ctx),
    done.flatMap((it) => byInvitation.get(it.id) ?? []),
  )
  return { renewed: done.length, refusals: outcomes.flatMap((it) => it.refusal ?? []) }
}
