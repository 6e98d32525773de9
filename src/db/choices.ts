import type { GroupKind } from '../domain/group-kind.ts'
import type { Tx } from './database.ts'
import { isId } from './id.ts'
import { select } from './row.ts'

export type ChoiceKind = 'role' | GroupKind

export interface Choice {
  kind: ChoiceKind
  id: string
  name: string
}

const like = (text: string): string => `%${text.replace(/[\\%_]/g, (it) => `\\${it}`)}%`

/** What people can be narrowed to: so many of each kind, in the order of their names; those that are chosen always. */
export async function choices(
  tx: Tx,
  organizationId: string,
  wanted: { kind: ChoiceKind | null; name: string; chosen: string[] },
  limit: number,
): Promise<Choice[]> {
  return select<Choice>(
    tx,
    `select kind, id, name from (
       select kind, id, name, row_number() over (partition by kind order by lower(name), id) place from (
         select 'role' kind, id, name from roles where organization_id = :organizationId and archived_at is null
         union all
         select kind, id, name from groups where organization_id = :organizationId and archived_at is null
       ) every where (cast(:kind as text) is null or kind = :kind) and name ilike :name
     ) placed where place <= :limit or id = any(cast(:chosen as uuid[]))
     order by kind, place`,
    {
      organizationId,
      kind: wanted.kind,
      name: like(wanted.name),
      chosen: wanted.chosen.filter(isId),
      limit,
    },
  )
}
