import type { Tx } from './database.ts'

export async function set(
  tx: Tx,
  credential: { organizationId: string; userId: string; passwordHash: string; changedAt: Date },
): Promise<void> {
  await tx('credentials')
    .insert({ ...credential, temporaryUntil: null })
    .onConflict(['organizationId', 'userId'])
    .merge()
}

/** A better hash of the same password, made at sign-in when the parameters have risen. */
export async function upgrade(
  tx: Tx,
  organizationId: string,
  userId: string,
  hashes: { old: string; better: string },
): Promise<void> {
  await tx('credentials')
    .where({ organizationId, userId, passwordHash: hashes.old })
    .update({ passwordHash: hashes.better })
}

export async function find(tx: Tx, organizationId: string, userId: string): Promise<string | null> {
  const row = await tx('credentials').select('passwordHash').where({ organizationId, userId }).first()
  return row?.passwordHash ?? null
}
