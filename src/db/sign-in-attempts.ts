import type { Tx } from './database.ts'
import { firstIdAt, isId } from './id.ts'
import { rowOf } from './row.ts'

export type SignInFailure =
  | 'bad password'
  | 'unknown user'
  | 'suspended'
  | 'deleted'
  | 'locked'
  | 'pending'
  | 'expired temporary password'

export async function note(
  tx: Tx,
  attempt: {
    id: string
    organizationId: string | null
    userId: string | null
    at: Date
    ip: string | null
    device: string | null
    identifierHmac: Buffer
    succeeded: boolean
    reason: SignInFailure | null
  },
): Promise<void> {
  await tx('signInAttempts').insert(attempt)
}

export async function failuresSince(
  tx: Tx,
  organizationId: string,
  userId: string,
  since: Date,
): Promise<number> {
  const [row] = await tx('signInAttempts')
    .where({ organizationId, userId, succeeded: false })
    .where('id', '>', firstIdAt(since))
    .count({ count: '*' })
  return Number(row?.count ?? 0)
}

export interface SignInAttempt {
  id: string
  userId: string | null
  at: Date
  ip: string | null
  device: string | null
  succeeded: boolean
  reason: SignInFailure | null
}

const Attempts = rowOf<SignInAttempt & { organizationId: string }>('sign_in_attempts', ['id'])

/** Ids are in the order of time, so the last one seen says where the next page begins. */
export async function page(
  tx: Tx,
  organizationId: string,
  of: { userId?: string; onlyFailed?: boolean; before?: string },
  withinGroups: readonly string[] | null,
  limit: number,
): Promise<SignInAttempt[]> {
  const found = Attempts.query(tx)
    .select('id', 'userId', 'at', 'ip', 'device', 'succeeded', 'reason')
    .where({ organizationId })
    .orderBy('id', 'desc')
    .limit(limit)
  if (of.userId !== undefined) found.where({ userId: isId(of.userId) ? of.userId : null })
  if (withinGroups)
    found.whereIn(
      'userId',
      tx('groupMembers').select('userId').where({ organizationId }).whereIn('groupId', withinGroups),
    )
  if (of.onlyFailed) found.where({ succeeded: false })
  if (of.before && isId(of.before)) found.where('id', '<', of.before)
  return found
}
