import type { Tx } from './database.ts'
import { select } from './row.ts'
import type { Piece } from './together.ts'

/** Sessions and every link that is not an invitation die, beside whatever else is written. */
export const shuttingOut = (of: {
  organizationId: string
  userId: string
  now: Date
  why: string
}): Piece => ({
  sql: `
    ended_sessions as (
      update sessions set revoked_at = :shutAt, revoked_why = :shutWhy
      where organization_id = :shutIn and user_id = :shutOut and revoked_at is null
    ), voided_links as (
      update one_time_tokens set voided_at = :shutAt
      where organization_id = :shutIn and user_id = :shutOut and used_at is null and voided_at is null
    )`,
  bindings: { shutIn: of.organizationId, shutOut: of.userId, shutAt: of.now, shutWhy: of.why },
})

/** By what they are called, those of them who may not come in any more; whoever was erased is called nothing. */
export async function shutOutAmong(
  tx: Tx,
  organizationId: string,
  ids: string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await select<{ id: string; name: string | null }>(
    tx,
    `select it.id, coalesce(u.display_name, nullif(concat_ws(' ', u.first_name, u.last_name), ''), u.email, u.phone) "name"
     from unnest(:ids::uuid[]) it(id)
     left join users u on u.organization_id = :organizationId and u.id = it.id
     where u.id is null or u.state in ('suspended', 'deleted')`,
    { organizationId, ids },
  )
  return new Map(rows.map((it) => [it.id, it.name ?? 'somebody']))
}
