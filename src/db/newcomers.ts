import type { Named } from '../domain/provisioned.ts'
import type { Tx } from './database.ts'
import { department, manager, type Place, placeOf, type Sought, soughtColumns } from './people-met.ts'
import { prepared } from './row.ts'
import { given } from './rows-of.ts'
import type { Piece } from './together.ts'

export interface Newcomers {
  organizationId: string
  connectionId: string
  /** What is looked for of each, who will have this id. */
  sought: (Sought & { id: string })[]
  /** Where they would be made, as it was known when that was decided. */
  place: Place
}

/** What else is written asks for this. */
export const ifAlone = 'exists (select from alone)'
/** The department of the row `n`, where they have one. */
export const departmentThere = `(select cast(department->>'id' as uuid) from alone where alone.id = n.id)`

export interface Made {
  id: string
  department: Named | null
  manager: Named | null
}

/**
 * Looks who is there, and writes only where nobody is: no person who bears a name or an address of any of theirs, and
 * none who left; their departments and managers are, and the place is as it was known. Null: it is not that simple,
 * and nothing was done.
 */
export async function makeAll(
  tx: Tx,
  { sought, place, ...of }: Newcomers,
  pieces: (Piece | null)[],
): Promise<Made[] | null> {
  const all = pieces.filter((it) => it !== null)
  const s = given('s', columns, sought)
  const results = [made, ...all.flatMap((it) => it.result ?? [])]
  const [found] = await prepared<{ made: Made[] | null }>(
    tx,
    `${alone(s.from)}, ${all.flatMap((it) => it.sql ?? []).join(', ')} select ${results.join(', ')}`,
    Object.assign(
      { ...of, ...s.bindings, place: JSON.stringify(place), count: sought.length },
      ...all.map((it) => it.bindings),
    ),
  )
  return found?.made ?? null
}

const columns = { ...soughtColumns, id: 'uuid' }
const made = `(select jsonb_agg(jsonb_build_object('id', id, 'department', department, 'manager', manager))
  from alone) made`

/** By the key, one after the other: where nobody has counted yet, Postgres would rather read all of a table. */
const isNobody = (table: string, key: 'user_name_key' | 'external_id', and = 'true') => `not exists (
      select from (select * from ${table} where ${key} = s.${key} offset 0) t
      where t.organization_id = :organizationId and t.connection_id = :connectionId and ${and})`

const isNobodys = (key: 'address' | 'phone') => `not exists (
      select from (select from users where organization_id = :organizationId and ${key} = s.${key} offset 0) t)`

const isPlaced = `(department is not null or names_department is null)
      and (manager is not null or names_manager is null)`

/** As people-met.ts meets people, without a word about whom: a plan of a third of the size. */
const alone = (from: string) => `
  with there as materialized (${placeOf}
  ), sought as materialized (
    select s.id, s.department names_department, s.manager_id names_manager, ${department} department, ${manager} manager
    from there, ${from}
    where there.place = cast(:place as jsonb)
      and ${isNobody('provisioned_users', 'user_name_key')}
      and ${isNobody('provisioned_users', 'external_id')}
      and ${isNobody('deprovisioned_users', 'external_id')}
      and ${isNobody('deprovisioned_users', 'user_name_key', '(t.external_id is null or s.external_id is null)')}
      and ${isNobodys('address')} and ${isNobodys('phone')}
  ), alone as materialized (
    select id, department, manager from sought
    where (select count(*) from sought where ${isPlaced}) = cast(:count as bigint)
  )`
