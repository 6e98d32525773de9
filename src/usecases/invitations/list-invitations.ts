import { isId } from '../../db/id.ts'
import * as list from '../../db/invitation-list.ts'
import { userIdOf } from '../../domain/actor.ts'
import { stateOf } from '../../domain/invitation.ts'
import { type InvitationAction, invitationActionsFor } from '../../domain/invitation-actions.ts'
import { authorize, can, reachOf } from '../../domain/policy.ts'
import { Refusal } from '../../domain/refusal.ts'
import { needlesOf } from '../../domain/search-text.ts'
import type { InvitationState } from '../../domain/states.ts'
import { atomically, type Context, within } from '../context.ts'

export type { Counts, ListedInvitationState } from '../../db/invitation-list.ts'

export interface InvitationQuestion {
  state?: list.ListedInvitationState | null
  search?: string | null
  /** Where the page before said the next one begins. */
  cursor?: string | null
  pageSize?: number
}

export interface ListedInvitation
  extends Omit<list.InvitationRow, 'ending' | 'approvalAskedAt' | 'approvedAt'> {
  state: InvitationState
  actions: InvitationAction[]
}

export interface InvitationPage {
  invitations: ListedInvitation[]
  next: string | null
}

const USUAL_PAGE = 20
const PAGE_LIMIT = 100

/** One page, newest first. */
export function listInvitations(ctx: Context, asked: InvitationQuestion = {}): Promise<InvitationPage> {
  return atomically(ctx, async (tx) => {
    const reach = listReach(ctx)
    const now = ctx.now()
    const size = Math.min(Math.max(asked.pageSize ?? USUAL_PAGE, 1), PAGE_LIMIT)
    if (asked.cursor && !isId(asked.cursor)) throw new Refusal('cursor-unreadable')
    const filter = {
      state: asked.state ?? null,
      needles: needlesOf(asked.search ?? ''),
      reach,
    }
    const rows = await list.page(tx, within(ctx), filter, asked.cursor ?? null, size + 1, now)
    const shown = rows.slice(0, size)
    return {
      invitations: shown.map((it) => listed(ctx, it, now)),
      next: rows.length > size ? (shown.at(-1)?.id ?? null) : null,
    }
  })
}

/** Who may not see everybody's sees their own, and those that lead to the groups they reach. */
export function listReach({ actor }: Context): list.InvitationFilter['reach'] {
  const reach = reachOf(actor, 'invitation.list')
  if (reach === 'everybody') return null
  if (!reach && !can(actor, 'invitation.create')) authorize(actor, 'invitation.request')
  return { inviterId: userIdOf(actor) ?? '', groupIds: reach ?? [] }
}

export function listed(ctx: Context, row: list.InvitationRow, now: Date): ListedInvitation {
  const { ending, approvalAskedAt, approvedAt, ...rest } = row
  const state = stateOf({ ending, approvalAskedAt, approvedAt, expiresAt: row.expiresAt }, now)
  return { ...rest, state, actions: invitationActionsFor(ctx.actor, { ...row, state }) }
}

/** How many are in each state, of those that would be listed. */
export const countInvitations = (ctx: Context): Promise<list.Counts> =>
  atomically(ctx, async (tx) => list.counts(tx, within(ctx), listReach(ctx), ctx.now()))
