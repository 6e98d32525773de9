import type { Tx } from '../../db/database.ts'
import { newId } from '../../db/id.ts'
import * as invitations from '../../db/invitations.ts'
import * as users from '../../db/users.ts'
import { userIdOf } from '../../domain/actor.ts'
import { needsApproval } from '../../domain/approval.ts'
import type { Invitation } from '../../domain/invitation.ts'
import type { Organization } from '../../domain/organization.ts'
import { can } from '../../domain/policy.ts'
import { after } from '../../domain/time.ts'
import type { User } from '../../domain/user.ts'
import { sendTimeOf, type Verdict, type Wish } from '../../domain/wish.ts'
import type { Context } from '../context.ts'
import { inviterNameOf } from './inviter-name.ts'

type ToInvite = Extract<Verdict, { invite: unknown }>

/** People and their invitations, of those that nobody else invited in the meantime. */
export async function openInvitations(
  tx: Tx,
  ctx: Context,
  organization: Organization,
  wish: Wish,
  roleIds: string[],
  verdicts: Verdict[],
  now: Date,
): Promise<Invitation[]> {
  // Sorted, so that two who invite the same people at once wait for each other in the same order.
  const toInvite = verdicts
    .flatMap((it) => ('invite' in it ? [it] : []))
    .sort((a, b) => (a.invite.canonical < b.invite.canonical ? -1 : 1))
  const people = await invitedPeople(tx, organization.id, toInvite, now)
  const userIds = new Map(people.map((it) => [it.address, it.id]))
  const same = {
    organizationId: organization.id,
    message: wish.message,
    inviterId: userIdOf(ctx.actor),
    inviterName: await inviterNameOf(tx, ctx),
    createdAt: now,
    lifetimeSeconds: organization.invitationLifetimeSeconds,
  }
  const expiresAt = after(now, organization.invitationLifetimeSeconds)
  const sent = { generation: 1, sentAt: now, expiresAt, remindAt: now }
  const sendAfter = sendTimeOf(wish, now)
  const later = { generation: 0, sendAfter }
  const asked = { ...later, approvalAskedAt: now }
  const mayInviteDirectly = can(ctx.actor, 'invitation.create')
  const rows = toInvite.flatMap(({ invite }) => {
    const userId = userIds.get(invite.canonical)
    const email = wish.by === 'letter' ? invite.typed : null
    if (!userId) return []
    const waits = needsApproval({ mayInviteDirectly, roleIds, domain: invite.domain }, organization)
    const one = { id: newId(now), userId, email, address: invite.canonical }
    return [{ ...same, ...one, ...(waits ? asked : sendAfter ? later : sent) }]
  })
  return invitations.insertNew(tx, rows)
}

/** New people in one statement, staged ones in another. */
async function invitedPeople(
  tx: Tx,
  organizationId: string,
  toInvite: ToInvite[],
  now: Date,
): Promise<User[]> {
  const fresh = toInvite.filter((it) => it.stagedUserId === null)
  const created = await users.insertNew(
    tx,
    fresh.map(({ invite }) => ({
      organizationId,
      id: newId(now),
      email: invite.typed,
      address: invite.canonical,
      origin: 'invite' as const,
      invitedAt: now,
      createdAt: now,
    })),
  )
  const staged = toInvite.flatMap((it) => it.stagedUserId ?? [])
  return [...created, ...(await users.markInvited(tx, organizationId, staged, now))]
}
