import type { Tx } from './database.ts'

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
    .where('at', '>', since)
    .count({ count: '*' })
  return Number(row?.count ?? 0)
}
