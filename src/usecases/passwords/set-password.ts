import * as credentials from '../../db/credentials.ts'
import type { Tx } from '../../db/database.ts'
import * as oneTimeTokens from '../../db/one-time-tokens.ts'
import * as outbox from '../../db/outbox.ts'
import * as sessions from '../../db/sessions.ts'
import * as users from '../../db/users.ts'
import { userIdOf } from '../../domain/actor.ts'
import type { User } from '../../domain/user.ts'
import type { Context } from '../context.ts'
import { forgiveTries } from '../sessions/count-tries.ts'

/**
 * A new lasting password: every session and every other link of this person end here, a lock is lifted, and
 * a notice tells them. The user is held.
 */
export async function setPassword(tx: Tx, ctx: Context, user: User, passwordHash: string): Promise<User> {
  const { organizationId, id: userId } = user
  const now = ctx.now()
  await credentials.set(tx, { organizationId, userId, passwordHash, changedAt: now })
  const why = { revokedAt: now, revokedById: userIdOf(ctx.actor), revokedWhy: 'password changed' }
  await sessions.revoke(tx, organizationId, { userId }, why)
  await oneTimeTokens.voidAll(tx, organizationId, userId, now)
  await outbox.post(tx, now, [{ organizationId, kind: 'password-changed', userId }])
  await forgiveTries(tx, user.id)
  // Whoever was created with a temporary password has registered once they chose their own.
  const registeredAt = user.registeredAt ?? now
  return users.save(tx, user, { mustChangePassword: false, lockedUntil: null, registeredAt })
}
