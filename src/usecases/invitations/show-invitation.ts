import * as events from '../../db/delivery-events.ts'
import { isId } from '../../db/id.ts'
import * as list from '../../db/invitation-list.ts'
import { type Actor, userIdOf } from '../../domain/actor.ts'
import { authorizeWithin } from '../../domain/policy.ts'
import { Refusal } from '../../domain/refusal.ts'
import { atomically, type Context, within } from '../context.ts'
import { type ListedInvitation, listed } from './list-invitations.ts'
import { promisesOf } from './promises.ts'

export interface ShownInvitation extends ListedInvitation {
  message: string | null
  groups: { id: string; name: string; kind: string }[]
  roles: { id: string; name: string }[]
  /** What happened to its letters and its link, oldest first. */
  trail: Pick<events.DeliveryEvent, 'at' | 'kind' | 'detail'>[]
}

/** One invitation with its trail, as whoever looks after it sees it. */
export function showInvitation(ctx: Context, id: string): Promise<ShownInvitation> {
  return atomically(ctx, async (tx) => {
    const organizationId = within(ctx)
    const row = isId(id) ? await list.find(tx, organizationId, id) : undefined
    if (!row) throw new Refusal('not-found', { what: 'invitation' })
    const { generation, message, ...rest } = row
    const { roles, groups } = await promisesOf(tx, { organizationId, id })
    mustBeSeen(ctx.actor, row.inviterId, groups)
    return {
      ...listed(ctx, rest, ctx.now()),
      message,
      roles: roles.map(({ id, name }) => ({ id, name })),
      groups: groups.map(({ id, name, kind }) => ({ id, name, kind })),
      trail: await events.trailOf(tx, organizationId, id),
    }
  })
}

/** One's own, and those that lead to the groups one reaches; any other is answered like an unknown one. */
function mustBeSeen(actor: Actor, inviterId: string | null, groups: { id: string }[]): void {
  if (inviterId !== null && inviterId === userIdOf(actor)) return
  const reach = authorizeWithin(actor, 'invitation.see')
  if (reach !== 'everybody' && !groups.some(({ id }) => reach.includes(id)))
    throw new Refusal('not-found', { what: 'invitation' })
}
