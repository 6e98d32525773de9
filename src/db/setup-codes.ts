import type { Tx } from './database.ts'
import { rowOf, select } from './row.ts'

/** A code that the server printed: whoever shows it in Slack makes an organization there and owns it. */
export interface SetupCode {
  hash: Buffer
  /** It makes the first organization, and dies with whichever is made first. */
  isForFirst: boolean
  createdAt: Date
  expiresAt: Date
  usedAt: Date | null
}

const Codes = rowOf<SetupCode>('setup_codes', ['hash'])

export async function insert(tx: Tx, row: Omit<SetupCode, 'usedAt'>): Promise<void> {
  await Codes.query(tx).insert(row)
}

/** True for exactly one of all who show it at once. */
export async function use(tx: Tx, hash: Buffer, now: Date): Promise<boolean> {
  const used = await Codes.query(tx)
    .patch({ usedAt: now })
    .where({ hash })
    .whereNull('usedAt')
    .where('expiresAt', '>', now)
    .where((either) =>
      either.where({ isForFirst: false }).orWhereNotExists(tx('organizations').select(tx.raw('1'))),
    )
  return used === 1
}

/** Whoever makes an organization while others do so waits here; then it is seen whether it is the first. */
export async function takeTurn(tx: Tx): Promise<void> {
  await select(tx, `select pg_advisory_xact_lock(:turn)`, { turn: MAKING_ORGANIZATIONS })
}

/** Any number would do; it is ours by being the same everywhere. */
const MAKING_ORGANIZATIONS = 8_121_034

/** Codes that can not be used any more tell nobody anything. */
export async function forgetOld(tx: Tx, now: Date): Promise<void> {
  await Codes.query(tx).delete().where('expiresAt', '<=', now)
}
