import type { Tx } from './database.ts'
import { select } from './row.ts'
import type { Piece } from './together.ts'

/**
 * Sessions and every link that is not an invitation die, when the person is held by what else is written: the
 * database looks for them only then, and misses none that began meanwhile.
 */
export const shuttingOut = (of: {
  organizationId: string
  userId: string
  now: Date
  why: string
}): Piece => ({
  result: 'shut_out(:shutIn, :shutOut, :shutAt, :shutWhy)',
  bindings: { shutIn: of.organizationId, shutOut: of.userId, shutAt: of.now, shutWhy: of.why },
})

/** The same for several, on a condition that is known once they are held. */
export const shuttingOutAll = (
  of: { organizationId: string; userIds: string[]; now: Date; why: string },
  condition: string,
): Piece | null =>
  of.userIds.length === 0
    ? null
    : {
        result: `case when ${condition} then cast(shut_all_out(:shutIn, :shutOut, :shutAt, :shutWhy) as text) end`,
        bindings: { shutIn: of.organizationId, shutOut: of.userIds, shutAt: of.now, shutWhy: of.why },
      }

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
