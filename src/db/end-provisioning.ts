import type { Tx } from './database.ts'
import { select } from './row.ts'

export interface Freed {
  people: number
  teams: number
  roles: number
}

const HELD = `organization_id = :organizationId and connection_id = :connectionId`

/**
 * Whom a connection brought stays, and belongs to nobody but the organization: what roles its groups gave become like
 * those that were given by hand, so that nobody loses access. Ask while holding the whole connection.
 */
export async function freeAll(tx: Tx, organizationId: string, connectionId: string): Promise<Freed> {
  // Who is just being put into a group gets there first, with what it gives: then that is seen below too. People
  // before groups, as everybody takes them: the other way round this and a crowd that joins would wait for each other.
  for (const [table, key] of [
    ['provisioned_users', 'user_id'],
    ['provisioned_groups', 'group_id'],
  ])
    await tx.raw(
      `select count(*) from (select from ${table} where ${HELD} order by ${key} for update) held`,
      {
        organizationId,
        connectionId,
      },
    )
  const [freed] = await select<Freed>(
    tx,
    `with mapped as (
       delete from role_mappings where ${HELD}
     ), people as (
       delete from provisioned_users where ${HELD} returning user_id
     ), gone as (
       delete from deprovisioned_users where ${HELD} returning user_id
     ), teams as (
       delete from provisioned_groups where ${HELD} returning group_id
     ), kept as (
       update grants g set source = 'manual', is_mapped = false
       where g.organization_id = :organizationId and g.source = 'scim' and (
         g.user_id in (select user_id from people union all select user_id from gone)
         or (g.user_id in (
               select m.user_id from group_members m
               where m.organization_id = :organizationId and m.group_id in (select group_id from teams))
             and not exists (
               select from provisioned_users o where o.organization_id = :organizationId
                 and o.user_id = g.user_id and o.connection_id <> :connectionId)))
       returning g.id
     )
     select (select count(*)::int from people) people, (select count(*)::int from teams) teams,
            (select count(*)::int from kept) roles`,
    { organizationId, connectionId },
  )
  return freed ?? { people: 0, teams: 0, roles: 0 }
}
