import type { Named } from '../domain/provisioned.ts'
import type { Tx } from './database.ts'
import { meeting, type Place, type Sought, soughtIn } from './people-met.ts'
import { prepared } from './row.ts'
import type { Piece } from './together.ts'

export interface Newcomer {
  organizationId: string
  connectionId: string
  sought: Sought
  /** Where they would be made, as it was known when that was decided. */
  place: Place
}

/** What else is written asks for this. */
export const ifAlone = 'exists (select from alone)'
/** Their department, where they have one. */
export const departmentThere = `(select cast(department->>'id' as uuid) from alone)`

/**
 * Looks who is there, and writes only where nobody is: no person who bears a name or an address of theirs, and none
 * who left; their department and their manager are, and the place is as it was known. Null: it is not that simple,
 * and nothing was done.
 */
export async function makeOne(
  tx: Tx,
  { sought, place, ...of }: Newcomer,
  pieces: (Piece | null)[],
): Promise<{ department: Named | null; manager: Named | null } | null> {
  const all = pieces.filter((it) => it !== null)
  const results = ['department', 'manager', ...all.flatMap((it) => it.result ?? [])]
  const [made] = await prepared<{ department: Named | null; manager: Named | null }>(
    tx,
    `${alone}, ${all.flatMap((it) => it.sql ?? []).join(', ')} select ${results.join(', ')} from alone`,
    Object.assign(
      { ...of, sought: soughtIn([sought]), place: JSON.stringify(place) },
      ...all.map((it) => it.bindings),
    ),
  )
  return made ?? null
}

const alone = `
  with found as materialized (${meeting}
  ), alone as materialized (
    select department, manager from found
    where place = cast(:place as jsonb)
      and coalesce(named, external, "left", addressed, phoned) is null
      and (department is not null or not names_department) and (manager is not null or not names_manager)
  )`
