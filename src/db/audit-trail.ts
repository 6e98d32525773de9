import type { Tx } from './database.ts'
import { isId } from './id.ts'
import { select } from './row.ts'

export interface AuditWish {
  targetId?: string
  actorId?: string
  /** An act, or a kind of them: "user.suspend", "invitation". */
  act?: string
  before?: string
}

export interface AuditLine {
  id: string
  at: Date
  actorKind: string
  actorId: string | null
  act: string
  targetKind: string
  targetId: string | null
  surface: string
  requestId: string
  /** Where from, and what was before and after; null once erased with the person it named. */
  details: { ip: string | null; before: unknown; after: unknown } | null
}

/** Ids are in the order of time, so the last one seen says where the next page begins. */
export async function page(
  tx: Tx,
  organizationId: string,
  wish: AuditWish,
  limit: number,
): Promise<AuditLine[]> {
  const { targetId, actorId, act, before } = wish
  const unknown = [targetId, actorId, before].some((it) => it !== undefined && !isId(it))
  if (unknown) return []
  const conditions = [
    targetId && 'e.target_id = :targetId',
    actorId && 'e.actor_id = :actorId',
    act && (act.includes('.') ? 'e.act = :act' : "split_part(e.act, '.', 1) = :act"),
    before && 'e.id < :before',
  ].filter(Boolean)
  return select(
    tx,
    `select e.id, e.at, e.actor_kind "actorKind", e.actor_id "actorId", e.act, e.target_kind "targetKind",
            e.target_id "targetId", e.surface, e.request_id "requestId", d.body::json details
     from audit_entries e
     left join lateral (
       select d.body from audit_details d
       where d.organization_id = e.organization_id and d.entry_id = e.id offset 0
     ) d on true
     where ${['e.organization_id = :organizationId', ...conditions].join(' and ')}
     order by e.id desc limit :limit`,
    { organizationId, limit, ...wish },
  )
}
