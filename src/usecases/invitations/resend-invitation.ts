import type { Tx } from '../../db/database.ts'
import * as events from '../../db/delivery-events.ts'
import * as tokens from '../../db/invitation-tokens.ts'
import * as invitations from '../../db/invitations.ts'
import * as organizations from '../../db/organizations.ts'
import * as outbox from '../../db/outbox.ts'
import { type Invitation, resend } from '../../domain/invitation.ts'
import { type Act, authorizeGrant } from '../../domain/policy.ts'
import { Refusal } from '../../domain/refusal.ts'
import { after, HOUR } from '../../domain/time.ts'
import { authorizeOnInvitation } from '../authorize-on.ts'
import { atomically, type Context, within } from '../context.ts'
import { record } from '../record.ts'
import { redrawCards } from '../slack/redraw-cards.ts'
import { mustNotFlood, mustNotPester } from './must-not-flood.ts'
import { promisesOf } from './promises.ts'
import { makeLinks, sendLinks } from './send-links.ts'

/** A new link by letter; every older one is dead at the commit. */
export function resendInvitation(ctx: Context, id: string): Promise<Invitation> {
  return atomically(ctx, async (tx) => {
    const invitation = await renew(tx, ctx, id, 'invitation.resend')
    await sendLinks(tx, ctx, [invitation], ctx.now())
    return invitation
  })
}

/** A new link for the hands of whoever asked, and no letter. Older links die here too: one is live at a time. */
export function copyInvitationLink(
  ctx: Context,
  id: string,
): Promise<{ invitation: Invitation; link: string }> {
  return atomically(ctx, async (tx) => {
    const invitation = await renew(tx, ctx, id, 'invitation.copy-link')
    const links = await makeLinks(tx, ctx, [invitation], ctx.now())
    const { organizationId, generation } = invitation
    await events.note(tx, ctx.now(), [{ organizationId, invitationId: id, generation, kind: 'link copied' }])
    return { invitation, link: links.get(id) ?? '' }
  })
}

async function renew(tx: Tx, ctx: Context, id: string, act: Act): Promise<Invitation> {
  const invitation = await invitations.lock(tx, within(ctx), id)
  await authorizeOnInvitation(tx, ctx, act, invitation)
  if (act === 'invitation.resend' && invitation.email === null) throw new Refusal('no-address')
  // Whoever is handed a link can use it: it must not lead to more than they could give.
  if (act === 'invitation.copy-link') authorizeGrant(ctx.actor, (await promisesOf(tx, invitation)).roles)

  const now = ctx.now()
  await mustNotFlood(tx, ctx, 1, now)
  await mustNotPester(tx, ctx, invitation.address, now)
  const sends = await tokens.sentSince(tx, invitation.organizationId, id, after(now, -HOUR))
  const { invitationLifetimeSeconds: lifetimeSeconds } = await organizations.find(tx, within(ctx))
  const change = { lifetimeSeconds, ...resend({ ...invitation, lifetimeSeconds }, now, sends) }
  const renewed = await invitations.save(tx, invitation, change)
  await tokens.supersede(tx, invitation.organizationId, [id], now)
  await outbox.dropQueued(tx, invitation.organizationId, [id], now)
  await redrawCards(tx, invitation.organizationId, [id], now)
  await record(tx, ctx, {
    act,
    targetKind: 'invitation',
    targetId: id,
    before: { generation: invitation.generation, expiresAt: invitation.expiresAt },
    after: { generation: renewed.generation, expiresAt: renewed.expiresAt },
  })
  return renewed
}
