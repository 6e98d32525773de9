import type { Tx } from '../../db/database.ts'
import * as invitations from '../../db/invitations.ts'
import * as oneTimeTokens from '../../db/one-time-tokens.ts'
import * as organizations from '../../db/organizations.ts'
import * as roles from '../../db/roles.ts'
import * as sessions from '../../db/sessions.ts'
import { userIdOf } from '../../domain/actor.ts'
import { cancel } from '../../domain/invitation.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { User } from '../../domain/user.ts'
import type { Context } from '../context.ts'
import { cancelOpenInvitations, closeInvitations } from '../invitations/close-invitation.ts'

/** Sessions and every link of this person die in the transaction that decides about them. */
export async function endAccess(tx: Tx, ctx: Context, user: User, why: string): Promise<void> {
  const { organizationId, id: userId } = user
  const now = ctx.now()
  const by = userIdOf(ctx.actor)
  await sessions.revoke(tx, organizationId, { userId }, { revokedAt: now, revokedById: by, revokedWhy: why })
  await oneTimeTokens.voidAll(tx, organizationId, userId, now)
  await cancelOpenInvitations(tx, { organizationId, userId }, { id: by, why }, now)
}

/** The same for several people at once. */
export async function endAccessOfAll(tx: Tx, ctx: Context, people: User[], why: string): Promise<void> {
  const [first] = people
  if (!first) return
  const { organizationId } = first
  const now = ctx.now()
  const by = userIdOf(ctx.actor)
  const userIds = people.map((it) => it.id)
  await sessions.revoke(tx, organizationId, { userIds }, { revokedAt: now, revokedById: by, revokedWhy: why })
  await oneTimeTokens.voidAllOf(tx, organizationId, userIds, now)
  const open = await invitations.openOfAll(tx, organizationId, userIds)
  await closeInvitations(
    tx,
    open.map((it) => ({ invitation: it, ending: cancel(it, by, why, now) })),
    now,
  )
}

/**
 * This person stops being an owner, or an owner who can sign in: somebody else must be one for good. The
 * organization's row is held first, so two owners who remove each other at one instant are asked in turn.
 */
export async function keepAnOwner(tx: Tx, user: User): Promise<void> {
  const owners = await roles.lastingOwners(tx, user.organizationId)
  if (owners.length === 1 && owners[0] === user.id) throw new Refusal('last-owner')
}

export const holdOwners = (tx: Tx, organizationId: string) => organizations.lock(tx, organizationId)
