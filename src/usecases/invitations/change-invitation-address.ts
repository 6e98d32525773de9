import { newId } from '../../db/id.ts'
import * as invitations from '../../db/invitations.ts'
import * as organizations from '../../db/organizations.ts'
import * as users from '../../db/users.ts'
import { userIdOf } from '../../domain/actor.ts'
import { addressFrom } from '../../domain/email-address.ts'
import { cancel, type Invitation, stateOf } from '../../domain/invitation.ts'
import { authorizeGrant } from '../../domain/policy.ts'
import { Refusal } from '../../domain/refusal.ts'
import { after } from '../../domain/time.ts'
import { mustNotNeedApproval } from '../approvals/must-not-need-approval.ts'
import { authorizeOnInvitation } from '../authorize-on.ts'
import { atomically, type Context, within } from '../context.ts'
import { record } from '../record.ts'
import { closeInvitation, withdrawPerson } from './close-invitation.ts'
import { inviterNameOf } from './inviter-name.ts'
import { refusalOf } from './judge-addresses.ts'
import { promisesOf } from './promises.ts'
import { sendLinks } from './send-links.ts'

/** A live link is never pointed at somebody else: the old invitation ends, a new one with its promises begins. */
export async function changeInvitationAddress(
  ctx: Context,
  id: string,
  typed: string,
  isConfirmed = false,
): Promise<Invitation> {
  const address = addressFrom(typed)
  if (address.lookAlike && !isConfirmed)
    throw new Refusal('address-looks-alike', { readsAs: address.lookAlike })
  return atomically(ctx, async (tx) => {
    const organizationId = within(ctx)
    const old = await invitations.lock(tx, organizationId, id)
    await authorizeOnInvitation(tx, ctx, 'invitation.edit', old)
    const promised = await promisesOf(tx, old)
    authorizeGrant(ctx.actor, promised.roles)
    const organization = await organizations.find(tx, organizationId)
    const outside = refusalOf(address, organization)
    if (outside) throw outside
    mustNotNeedApproval(ctx, organization, address.domain, [])

    const now = ctx.now()
    if (stateOf(old, now) !== 'pending') throw new Refusal('invitation-closed', { state: stateOf(old, now) })
    const by = userIdOf(ctx.actor)
    await closeInvitation(tx, old, cancel(old, by, 'the address was changed', now), now)
    await withdrawPerson(tx, old)

    const person = { organizationId, email: address.typed, address: address.canonical, createdAt: now }
    const [user] = await users.insertNew(tx, [
      { ...person, id: newId(now), origin: 'invite', invitedAt: now },
    ])
    if (!user) throw new Refusal('address-taken', { address: address.typed })
    const [invitation] = await invitations.insertNew(tx, [
      {
        ...person,
        id: newId(now),
        userId: user.id,
        message: old.message,
        inviterId: by,
        inviterName: await inviterNameOf(tx, ctx),
        generation: 1,
        lifetimeSeconds: organization.invitationLifetimeSeconds,
        sentAt: now,
        remindAt: now,
        expiresAt: after(now, organization.invitationLifetimeSeconds),
      },
    ])
    if (!invitation) throw new Refusal('address-taken', { address: address.typed })
    const idsOf = (all: { id: string }[]) => all.map((it) => it.id)
    await invitations.promise(
      tx,
      organizationId,
      [invitation.id],
      idsOf(promised.roles),
      idsOf(promised.groups),
    )
    await sendLinks(tx, ctx, [invitation], now)
    await record(tx, ctx, {
      act: 'invitation.change-address',
      targetKind: 'invitation',
      targetId: invitation.id,
      before: { invitationId: old.id, address: old.address },
      after: { address: invitation.address },
    })
    return invitation
  })
}
