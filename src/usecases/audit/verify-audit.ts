import { createHash } from 'node:crypto'
import { chainStart, type Sealable, sealOf } from '../../db/audit-chain.ts'
import * as check from '../../db/audit-check.ts'
import { atomically, type Outside } from '../context.ts'

const BATCH = 2000

export interface AuditVerdict {
  sealed: number
  /** Written, and waiting for the next seal; a moment later there are none. */
  waiting: string[]
  /** Where the chain stops being believable; null when it holds from end to end. */
  broken: { number: number; entryId: string; why: AuditFault } | null
  /** Entries that no seal covers and that do not wait for one either. */
  unaccounted: string[]
}

export type AuditFault =
  | 'a number is missing: seals were removed'
  | 'the entry was removed'
  | 'the entry was changed, removed or put in another order'
  | 'the details were changed'
  | 'the details were removed, and no erasure is on record'

/** Walks the whole chain of one organization, a stretch at a time, and names the first link that does not hold. */
export async function verifyAudit(ctx: Outside, organizationId: string): Promise<AuditVerdict> {
  let last = { number: 0, hash: chainStart(organizationId) }
  for (;;) {
    const stretch = await atomically(ctx, (tx) => check.sealedAfter(tx, organizationId, last.number, BATCH))
    for (const link of stretch) {
      const why = faultOf(link, last)
      if (why) return { ...(await rest(ctx, organizationId)), sealed: last.number, broken: { ...link, why } }
      last = { number: link.number, hash: link.hash }
    }
    if (stretch.length < BATCH) break
  }
  return { ...(await rest(ctx, organizationId)), sealed: last.number, broken: null }
}

function faultOf(link: check.SealedEntry, last: { number: number; hash: Buffer }): AuditFault | null {
  if (link.number !== last.number + 1) return 'a number is missing: seals were removed'
  if (link.id === null) return 'the entry was removed'
  const entry: Sealable = { ...link, id: link.id }
  if (!sealOf(last.hash, link.number, entry).equals(link.hash))
    return 'the entry was changed, removed or put in another order'
  if (link.salt === null || link.body === null)
    return link.isErased ? null : 'the details were removed, and no erasure is on record'
  const digest = createHash('sha256').update(link.salt).update(link.body).digest()
  return digest.equals(link.detailsDigest) ? null : 'the details were changed'
}

async function rest(
  ctx: Outside,
  organizationId: string,
): Promise<Pick<AuditVerdict, 'waiting' | 'unaccounted'>> {
  const open = await atomically(ctx, (tx) => check.unsealed(tx, organizationId))
  const idsOf = (isWaiting: boolean) => open.filter((it) => it.isWaiting === isWaiting).map((it) => it.id)
  return { waiting: idsOf(true), unaccounted: idsOf(false) }
}
