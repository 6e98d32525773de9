import * as invitations from '../../db/invitations.ts'
import { type Invitation, withdraw } from '../../domain/invitation.ts'
import { authorize, can } from '../../domain/policy.ts'
import { Refusal } from '../../domain/refusal.ts'
import { atomically, type Context, within } from '../context.ts'
import { closeInvitation, withdrawPerson } from '../invitations/close-invitation.ts'
import { record } from '../record.ts'

/** Whoever asked takes it back; the cards of those who were asked show it. Anybody else's is an unknown one. */
export function withdrawRequest(ctx: Context, id: string): Promise<Invitation> {
  return atomically(ctx, async (tx) => {
    const invitation = await invitations.lock(tx, within(ctx), id)
    if (!can(ctx.actor, 'invitation.withdraw', invitation)) {
      authorize(ctx.actor, 'invitation.request')
      throw new Refusal('not-found', { what: 'invitation' })
    }
    if (ctx.actor.kind !== 'user') throw new Refusal('not-for-you')

    const now = ctx.now()
    const withdrawn = await closeInvitation(tx, invitation, withdraw(invitation, ctx.actor.userId, now), now)
    await withdrawPerson(tx, invitation)
    await record(tx, ctx, {
      act: 'invitation.withdraw',
      targetKind: 'invitation',
      targetId: id,
      before: { address: invitation.address },
    })
    return withdrawn
  })
}
