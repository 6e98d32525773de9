import * as credentials from '../../db/credentials.ts'
import type { Tx } from '../../db/database.ts'
import * as organizations from '../../db/organizations.ts'
import * as users from '../../db/users.ts'
import { userIdOf } from '../../domain/actor.ts'
import type { Organization } from '../../domain/organization.ts'
import { authorizeOther } from '../../domain/policy.ts'
import { Refusal } from '../../domain/refusal.ts'
import { awaitsOwnPassword, makeTemporaryPassword, temporaryLife } from '../../domain/temporary-password.ts'
import { stateOf, type User } from '../../domain/user.ts'
import { authorizeOn } from '../authorize-on.ts'
import { atomically, type Context, within } from '../context.ts'
import { record } from '../record.ts'
import { forgiveTries } from '../sessions/count-tries.ts'
import { authorizeOver } from '../users/edit-user.ts'
import { endAccess } from '../users/end-access.ts'
import { hashPassword } from './hash-password.ts'

export interface RenewedTemporaryPassword {
  /** For the eyes of whoever asked, this once. */
  temporaryPassword: string
  temporaryUntil: Date
}

/**
 * Another temporary password, for somebody whose first was lost or has ended before they chose their own. The one
 * before is dead, and so is whatever session it had opened. Whoever has a password of their own resets it instead.
 */
export async function renewTemporaryPassword(
  ctx: Context,
  userId: string,
): Promise<RenewedTemporaryPassword> {
  await atomically(ctx, (tx) => mayRenew(tx, ctx, userId))
  const temporaryPassword = makeTemporaryPassword()
  const passwordHash = await hashPassword(temporaryPassword)

  return atomically(ctx, async (tx) => {
    const { user, organization } = await mayRenew(tx, ctx, userId)
    const now = ctx.now()
    const { organizationId } = user
    const { temporaryUntil, warnAt } = temporaryLife(now, organization)
    await credentials.set(tx, {
      ...{ organizationId, userId, passwordHash, changedAt: now },
      ...{ temporaryUntil, warnAt, givenById: userIdOf(ctx.actor) },
    })
    await endAccess(tx, ctx, user, 'temporary password renewed')
    await forgiveTries(tx, userId)
    await users.save(tx, user, { lockedUntil: null })
    await record(tx, ctx, {
      act: 'user.temporary-password',
      targetKind: 'user',
      targetId: userId,
      after: { until: temporaryUntil },
    })
    return { temporaryPassword, temporaryUntil }
  })
}

/** Asked twice: before a hash is spent on it, and when the person is held to be given it. */
async function mayRenew(
  tx: Tx,
  ctx: Context,
  userId: string,
): Promise<{ user: User; organization: Organization }> {
  const user = await users.lock(tx, within(ctx), userId)
  await authorizeOn(tx, ctx, 'user.temporary-password', user)
  authorizeOther(ctx.actor, user.id)
  await authorizeOver(tx, ctx, user)
  const organization = await organizations.find(tx, within(ctx))
  if (!organization.temporaryPasswords) throw new Refusal('temporary-passwords-off')
  if (stateOf(user) !== 'active') throw new Refusal('user-state', { state: stateOf(user) })
  if (!awaitsOwnPassword(user)) throw new Refusal('password-is-theirs')
  return { user, organization }
}
