import type { Named } from '../domain/provisioned.ts'
import type { Tx } from './database.ts'
import { department, manager, type Place, placeOf, type Sought } from './people-met.ts'
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
    Object.assign({ ...of, ...sought, place: JSON.stringify(place) }, ...all.map((it) => it.bindings)),
  )
  return made ?? null
}

/** By the key, one after the other: where nobody has counted yet, Postgres would rather read all of a table. */
const isNobody = (table: string, key: 'user_name_key' | 'external_id', and = 'true') => `not exists (
      select from (select * from ${table} where ${key} = s.${key} offset 0) t
      where t.organization_id = :organizationId and t.connection_id = :connectionId and ${and})`

const isNobodys = (key: 'address' | 'phone') => `not exists (
      select from users where organization_id = :organizationId and ${key} = s.${key})`

/** As people-met.ts meets people, without a word about whom: a plan of a third of the size. */
const alone = `
  with there as materialized (${placeOf}
  ), sought as materialized (
    select s.department names_department, s.manager_id names_manager, ${department} department, ${manager} manager
    from there, (select cast(:userNameKey as text) user_name_key, cast(:externalId as text) external_id,
      cast(:address as text) address, cast(:phone as text) phone, cast(:department as text) department,
      cast(:managerId as uuid) manager_id) s
    where there.place = cast(:place as jsonb)
      and ${isNobody('provisioned_users', 'user_name_key')}
      and ${isNobody('provisioned_users', 'external_id')}
      and ${isNobody('deprovisioned_users', 'external_id')}
      and ${isNobody('deprovisioned_users', 'user_name_key', '(t.external_id is null or s.external_id is null)')}
      and ${isNobodys('address')} and ${isNobodys('phone')}
  ), alone as materialized (
    select department, manager from sought
    where (department is not null or names_department is null) and (manager is not null or names_manager is null)
  )`
