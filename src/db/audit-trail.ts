import type { Tx } from './database.ts'
import { firstIdAt, isId } from './id.ts'
import { select } from './row.ts'

export interface AuditWish {
  targetId?: string
  actorId?: string
  /** What was done to this person, and to their invitations. */
  aboutId?: string
  /** This entry alone. */
  id?: string
  since?: Date
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

const about = `e.target_id = any(array(
  select i.id from invitations i where i.organization_id = :organizationId and i.user_id = :aboutId
  union all select cast(:aboutId as uuid)))`

/** Ids are in the order of time, so the last one seen says where the next page begins. */
export async function page(
  tx: Tx,
  organizationId: string,
  wish: AuditWish,
  limit: number,
): Promise<AuditLine[]> {
  const { id, targetId, actorId, aboutId, act, since, before } = wish
  const unknown = [id, targetId, actorId, aboutId, before].some((it) => it !== undefined && !isId(it))
  if (unknown) return []
  const conditions = [
    id && 'e.id = :id',
    since && 'e.id >= :sinceId',
    aboutId && about,
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
    { organizationId, limit, ...wish, ...(since ? { sinceId: firstIdAt(since) } : {}) },
  )
}

/** What these ids stand for, whichever kind of thing they are; what is gone or erased has no name. */
export async function namesOf(tx: Tx, organizationId: string, ids: string[]): Promise<Map<string, string>> {
  const rows = await select<{ id: string; name: string | null }>(
    tx,
    `with people as not materialized (
       select u.id, coalesce(u.display_name, nullif(concat_ws(' ', u.first_name, u.last_name), ''), u.email, u.phone) "name"
       from users u where u.organization_id = :organizationId)
     select p.id, p.name from people p where p.id = any(:ids::uuid[])
     union all select r.id, r.name from roles r where r.organization_id = :organizationId and r.id = any(:ids::uuid[])
     union all select g.id, g.name from groups g where g.organization_id = :organizationId and g.id = any(:ids::uuid[])
     union all select i.id, coalesce(i.email, i.address, p.name) from invitations i left join people p on p.id = i.user_id
       where i.organization_id = :organizationId and i.id = any(:ids::uuid[])
     union all select c.id, c.name from connections c where c.organization_id = :organizationId and c.id = any(:ids::uuid[])
     union all select s.id, p.name from sessions s join people p on p.id = s.user_id
       where s.organization_id = :organizationId and s.id = any(:ids::uuid[])`,
    { organizationId, ids },
  )
  return new Map(rows.flatMap((it) => (it.name ? [[it.id, it.name] as const] : [])))
}
