import * as chain from '../../db/audit-chain.ts'
import type { Tx } from '../../db/database.ts'
import * as organizations from '../../db/organizations.ts'
import { atomically, type Outside } from '../context.ts'

const BATCH = 500

/** Seals what has been written since, each organization on its own chain. Says how many entries that was. */
export async function sealAudit(ctx: Outside): Promise<number> {
  const behind = await atomically(ctx, (tx) => chain.organizationsWithUnsealed(tx))
  let sealed = 0
  for (const { organizationId } of behind)
    sealed += await atomically(ctx, (tx) => sealBatch(tx, organizationId, ctx.now()))
  return sealed
}

async function sealBatch(tx: Tx, organizationId: string, now: Date): Promise<number> {
  await organizations.lock(tx, organizationId)
  const entries = await chain.takeUnsealed(tx, organizationId, BATCH)
  let last = await chain.lastSeal(tx, organizationId)
  const seals = entries.map((entry) => {
    const number = last.number + 1
    last = { number, hash: chain.sealOf(last.hash, number, entry) }
    return { ...last, entryId: entry.id }
  })
  if (seals.length > 0) await chain.addSeals(tx, organizationId, seals, now)
  return seals.length
}
