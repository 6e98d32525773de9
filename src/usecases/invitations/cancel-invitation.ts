import * as invitations from '../../db/invitations.ts'
import { userIdOf } from '../../domain/actor.ts'
import { cancel, type Invitation } from '../../domain/invitation.ts'
import { plainText, WHY_LIMIT } from '../../domain/plain-text.ts'
import { authorizeOnInvitation } from '../authorize-on.ts'
import { atomically, type Context, within } from '../context.ts'
import { record } from '../record.ts'
import { closeInvitation, withdrawPerson } from './close-invitation.ts'

export function cancelInvitation(ctx: Context, id: string, why: string | null = null): Promise<Invitation> {
  return atomically(ctx, async (tx) => {
    const invitation = await invitations.lock(tx, within(ctx), id)
    await authorizeOnInvitation(tx, ctx, 'invitation.cancel', invitation)

    const now = ctx.now()
    const cancelled = await closeInvitation(
      tx,
      invitation,
      cancel(invitation, userIdOf(ctx.actor), plainText(why, WHY_LIMIT), now),
      now,
    )
    await withdrawPerson(tx, invitation)
    await record(tx, ctx, {
      act: 'invitation.cancel',
      targetKind: 'invitation',
      targetId: id,
      before: { address: invitation.address },
    })
    return cancelled
  })
}
