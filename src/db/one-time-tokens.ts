import type { Tx } from './database.ts'

/** Every live link of this person that is not an invitation dies: suspended, deleted, or the address changed. */
export async function voidAll(tx: Tx, organizationId: string, userId: string, now: Date): Promise<void> {
  await tx('oneTimeTokens')
    .where({ organizationId, userId })
    .whereNull('usedAt')
    .whereNull('voidedAt')
    .update({ voidedAt: now })
}
