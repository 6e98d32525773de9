import { isTheirs } from '../../domain/meeting.ts'
import type { User } from '../../domain/user.ts'
import type { Provisioning } from './provisioning.ts'
import type { Taken } from './wanted.ts'

/** What is said of them over what was known; active, unless the provider says otherwise or we did before it came. */
export function personTaken(
  one: Taken,
  before: User,
  promised: Partial<User>,
  { actor: { connectionId }, now }: Provisioning,
): User {
  const { fields } = one.said
  const said: Partial<User> = Object.fromEntries(Object.entries(one.read).filter(([, it]) => it !== null))
  const suspended = isTheirs(one.person, connectionId) ? null : before.suspendedAt
  return {
    ...before,
    ...promised,
    ...said,
    ...(one.department ? { departmentId: one.department.id } : {}),
    ...(one.manager ? { managerId: one.manager.id } : {}),
    emailVerifiedAt: verifiedAfter(before, said, now),
    activatedAt: before.activatedAt ?? now,
    suspendedAt: fields.isActive === false ? (before.suspendedAt ?? now) : suspended,
    deletedAt: null,
    purgeAt: null,
  }
}

/** The provider answers for a new address of whoever it made; of whoever was here before, only they can. */
export function verifiedAfter(before: User, read: Partial<User>, now: Date): Date | null {
  const isNew = read.address !== undefined && read.address !== before.address
  if (!isNew) return before.emailVerifiedAt
  return read.address && before.origin === 'scim' ? now : null
}
