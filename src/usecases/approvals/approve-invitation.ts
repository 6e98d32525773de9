import type { Tx } from '../../db/database.ts'
import * as invitations from '../../db/invitations.ts'
import * as organizations from '../../db/organizations.ts'
import * as outbox from '../../db/outbox.ts'
import { approve, type Invitation, isToWait, send } from '../../domain/invitation.ts'
import { authorize, authorizeGrant } from '../../domain/policy.ts'
import { Refusal } from '../../domain/refusal.ts'
import { atomically, type Context, within } from '../context.ts'
import { promisesOf } from '../invitations/promises.ts'
import { sendLinks } from '../invitations/send-links.ts'
import { tellInviter } from '../invitations/tell-inviter.ts'
import { record } from '../record.ts'
import { redrawCards } from '../slack/redraw-cards.ts'

/** The second person says yes: never the one who asked, and never to more than they could give themselves. */
export function approveInvitation(ctx: Context, id: string): Promise<Invitation> {
  return atomically(ctx, async (tx) => {
    const invitation = await invitations.lock(tx, within(ctx), id)
    authorize(ctx.actor, 'invitation.approve')
    if (ctx.actor.kind !== 'user') throw new Refusal('not-for-you')
    const { roles } = await promisesOf(tx, invitation)
    authorizeGrant(ctx.actor, roles)

    const now = ctx.now()
    const approved = await invitations.save(tx, invitation, approve(invitation, ctx.actor.userId, now))
    const { invitationLifetimeSeconds: lifetimeSeconds } = await organizations.find(tx, within(ctx))
    // It has been waiting: it lives as long as an invitation lives now.
    const decided = await invitations.save(tx, approved, { lifetimeSeconds })
    const sent = isToWait(decided, now) ? decided : await sendNow(tx, ctx, decided, now)
    await redrawCards(tx, within(ctx), [id], now)
    await outbox.post(tx, now, tellInviter(sent, 'approval-decided'))
    await record(tx, ctx, {
      act: 'invitation.approve',
      targetKind: 'invitation',
      targetId: id,
      after: { address: sent.address, roles: roles.map((it) => it.name) },
    })
    return sent
  })
}

async function sendNow(tx: Tx, ctx: Context, approved: Invitation, now: Date): Promise<Invitation> {
  const sent = await invitations.save(tx, approved, send(approved, now))
  await sendLinks(tx, ctx, [sent], now)
  return sent
}
