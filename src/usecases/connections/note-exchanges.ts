import * as exchanges from '../../db/exchanges.ts'
import * as tokens from '../../db/scim-tokens.ts'
import { atomically, type Outside } from '../context.ts'

export type { NewExchange } from '../../db/exchanges.ts'

/**
 * Written behind the requests, many in one statement; of each connection the newest stay. Whoever calls may lose the
 * last second of them in a crash, and has removed every secret.
 */
export async function noteExchanges(ctx: Outside, rows: exchanges.NewExchange[]): Promise<void> {
  if (rows.length === 0) return
  await atomically(ctx, async (tx) => {
    await exchanges.insert(tx, rows)
    await exchanges.prune(tx, rows)
  })
}

/** That these tokens were used, likewise. */
export async function noteUse(ctx: Outside, tokenIds: readonly string[], at: Date): Promise<void> {
  if (tokenIds.length > 0) await atomically(ctx, (tx) => tokens.noteUse(tx, [...tokenIds], at))
}
