import type { Tx } from '../../db/database.ts'
import * as groups from '../../db/groups.ts'
import * as invitations from '../../db/invitations.ts'
import type { Invitation } from '../../domain/invitation.ts'
import { type Act, authorize, can, reachOf } from '../../domain/policy.ts'
import { Refusal } from '../../domain/refusal.ts'
import { type Context, within } from '../context.ts'

/** What came of one of several: null is well. */
export interface OneOutcome {
  id: string
  refusal: Refusal | null
}

/**
 * Several invitations, locked, each with the answer whether this may be done to it: one that is refused stops no
 * other. `decide` says by its rules, and throws where it may not be.
 */
export async function holdInvitations(
  tx: Tx,
  ctx: Context,
  act: Act,
  ids: string[],
  decide: (it: Invitation) => void,
): Promise<{ held: Invitation[]; outcomes: OneOutcome[] }> {
  const wanted = [...new Set(ids)]
  const found = await invitations.lockMany(tx, within(ctx), wanted)
  const groupIds = await groupsOf(tx, ctx, act, found)
  const byId = new Map(found.map((it) => [it.id, it]))
  const outcomes = wanted.map((id) => ({ id, refusal: refusalOf(ctx, act, byId.get(id), groupIds, decide) }))
  const isFine = new Set(outcomes.filter((it) => !it.refusal).map((it) => it.id))
  return { held: found.filter((it) => isFine.has(it.id)), outcomes }
}

/** Whoever reaches some groups alone: to which of them each belongs. */
async function groupsOf(tx: Tx, ctx: Context, act: Act, found: Invitation[]): Promise<Map<string, string[]>> {
  const reach = reachOf(ctx.actor, act)
  if (reach === null || reach === 'everybody') return new Map()
  return groups.idsOfEach(
    tx,
    within(ctx),
    found.flatMap((it) => it.userId ?? []),
  )
}

function refusalOf(
  { actor }: Context,
  act: Act,
  it: Invitation | undefined,
  groupIds: Map<string, string[]>,
  decide: (it: Invitation) => void,
): Refusal | null {
  try {
    if (!it) throw new Refusal('not-found', { what: 'invitation' })
    const subject = { inviterId: it.inviterId, groupIds: groupIds.get(it.userId ?? '') ?? [] }
    // Whoever reaches somebody is told that this one is nowhere; whoever may nothing of it, that they may not.
    if (!can(actor, act, subject)) {
      if (reachOf(actor, act)) throw new Refusal('not-found', { what: 'invitation' })
      authorize(actor, act, subject)
    }
    decide(it)
    return null
  } catch (fault) {
    if (fault instanceof Refusal) return fault
    throw fault
  }
}
