import * as invitations from '../../db/invitations.ts'
import * as outbox from '../../db/outbox.ts'
import { deny, type Invitation } from '../../domain/invitation.ts'
import { plainText, WHY_LIMIT } from '../../domain/plain-text.ts'
import { authorize } from '../../domain/policy.ts'
import { Refusal } from '../../domain/refusal.ts'
import { atomically, type Context, within } from '../context.ts'
import { closeInvitation, withdrawPerson } from '../invitations/close-invitation.ts'
import { tellInviter } from '../invitations/tell-inviter.ts'
import { record } from '../record.ts'

export function denyInvitation(ctx: Context, id: string, why: string | null = null): Promise<Invitation> {
  return atomically(ctx, async (tx) => {
    const invitation = await invitations.lock(tx, within(ctx), id)
    authorize(ctx.actor, 'invitation.approve')
    if (ctx.actor.kind !== 'user') throw new Refusal('not-for-you')

    const now = ctx.now()
    const ending = deny(invitation, ctx.actor.userId, plainText(why, WHY_LIMIT), now)
    const denied = await closeInvitation(tx, invitation, ending, now)
    await withdrawPerson(tx, invitation)
    await outbox.post(tx, now, tellInviter(denied, 'approval-decided'))
    await record(tx, ctx, {
      act: 'invitation.deny',
      targetKind: 'invitation',
      targetId: id,
      before: { address: invitation.address },
      after: { why: denied.endedWhy },
    })
    return denied
  })
}
