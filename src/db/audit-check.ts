import type { Sealable } from './audit-chain.ts'
import type { Tx } from './database.ts'
import { select } from './row.ts'

/** One link of the chain with what it covers; `id` is null when the entry it sealed is no longer there. */
export interface SealedEntry extends Omit<Sealable, 'id'> {
  number: number
  hash: Buffer
  entryId: string
  id: string | null
  salt: Buffer | null
  body: string | null
  isErased: boolean
}

/** The next stretch of the chain. Details may be missing only where the erasure of their person is on record. */
export const sealedAfter = async (
  tx: Tx,
  organizationId: string,
  number: number,
  limit: number,
): Promise<SealedEntry[]> =>
  select(
    tx,
    `select s.number::int number, s.hash, s.entry_id "entryId", e.id, e.at, e.actor_kind "actorKind",
            e.actor_id "actorId", e.act, e.target_kind "targetKind", e.target_id "targetId", e.surface,
            e.request_id "requestId", e.details_digest "detailsDigest", d.salt, d.body,
            exists (select from audit_erasures r where r.organization_id = s.organization_id
                      and r.entry_id = s.entry_id) "isErased"
     from audit_seals s
     left join audit_entries e on e.organization_id = s.organization_id and e.id = s.entry_id
     left join audit_details d on d.organization_id = s.organization_id and d.entry_id = s.entry_id
     where s.organization_id = :organizationId and s.number > :number
     order by s.number limit :limit`,
    { organizationId, number, limit },
  )

/** Entries that no seal covers: waiting for the next batch, or slipped in past it. */
export const unsealed = async (
  tx: Tx,
  organizationId: string,
): Promise<{ id: string; isWaiting: boolean }[]> =>
  select(
    tx,
    `select e.id, exists (select from audit_unsealed u where u.organization_id = e.organization_id
                            and u.entry_id = e.id) "isWaiting"
     from audit_entries e
     where e.organization_id = :organizationId and not exists (
       select from audit_seals s where s.organization_id = e.organization_id and s.entry_id = e.id)
     order by e.id`,
    { organizationId },
  )
