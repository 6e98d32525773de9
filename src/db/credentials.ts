import type { Tx } from './database.ts'

export async function set(
  tx: Tx,
  credential: {
    organizationId: string
    userId: string
    passwordHash: string
    changedAt: Date
    temporaryUntil?: Date
  },
): Promise<void> {
  await tx('credentials')
    .insert({ temporaryUntil: null, ...credential })
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
  return (await findWithEnd(tx, organizationId, userId))?.passwordHash ?? null
}

/** The same with the end of a temporary one; of a spent one that has come. */
export async function findWithEnd(
  tx: Tx,
  organizationId: string,
  userId: string,
): Promise<{ passwordHash: string; temporaryUntil: Date | null } | undefined> {
  return tx('credentials').first('passwordHash', 'temporaryUntil').where({ organizationId, userId })
}

/** A temporary password opens the door once: from now on it only proves who changes it. */
export async function spend(tx: Tx, organizationId: string, userId: string, now: Date): Promise<void> {
  await tx('credentials')
    .where({ organizationId, userId })
    .whereNotNull('temporaryUntil')
    .update({ temporaryUntil: now })
}
