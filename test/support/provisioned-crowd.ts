import type { House } from './house.ts'
import type { Place } from './varied-people.ts'

/** The nth person of a crowd. */
export const memberId = (n: number): string => `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`
export const teamId = (n: number): string => `00000000-0000-7000-9000-${n.toString(16).padStart(12, '0')}`

const at = (kind: string, n: string) =>
  `cast('00000000-0000-7000-${kind}000-' || lpad(to_hex(${n}), 12, '0') as uuid)`

/**
 * As many people as are wanted, of one connection, by SQL alone, with a work and a home email each; a team for every
 * ten of them; and the first team holds one in ten. The same numbers make the same people.
 * Unswept, Postgres has not looked at them yet, as right after a first synchronization.
 */
export async function fillCrowd(house: House, place: Place, people: number, isSwept = true): Promise<void> {
  const run = (sql: string) => house.query(sql, { ...place, people })
  await run(`
    with made as (
      insert into users (organization_id, id, email, address, first_name, last_name, origin, created_at, activated_at)
      select :organizationId, ${at('8', 'n')}, 'p' || n || '@crowd.test', 'p' || n || '@crowd.test', 'First' || n % 97,
        'Last' || n, 'scim', timestamptz '2026-01-01' + n * interval '1 second', '2026-01-01'
      from generate_series(1, :people::int) n
    )
    insert into provisioned_users (organization_id, user_id, connection_id, external_id, user_name, user_name_key, kept,
      resource, email_keys, said, created_at, changed_at)
    select :organizationId, ${at('8', 'n')}, :connectionId, 'ext-' || n, 'P' || n || '@crowd.test', 'p' || n || '@crowd.test',
      emails || '{"nickName":"Nick"}', emails || '{"nickName":"Nick"}',
      array['p' || n || '@crowd.test', 'home' || n || '@crowd.test'], '{email,deliveryEmail}',
      timestamptz '2026-01-01' + n * interval '1 second', timestamptz '2026-01-01' + n * interval '1 second'
    from generate_series(1, :people::int) n, lateral (select jsonb_build_object('emails', jsonb_build_array(
      jsonb_build_object('type', 'work', 'value', 'p' || n || '@crowd.test', 'primary', true),
      jsonb_build_object('type', 'home', 'value', 'Home' || n || '@Crowd.test'))) emails) said`)
  await run(`
    with made as (
      insert into groups (organization_id, id, kind, name, created_at)
      select :organizationId, ${at('9', 'n')}, 'team', 'Team ' || n, now()
      from generate_series(1, greatest(1, :people::int / 10)) n
    ), filled as (
      insert into group_members (organization_id, group_id, user_id, created_at)
      select :organizationId, ${at('9', '1')}, ${at('8', 'n * 10')}, now() from generate_series(1, :people::int / 10) n
    )
    insert into provisioned_groups (organization_id, group_id, connection_id, external_id, created_at, changed_at)
    select :organizationId, ${at('9', 'n')}, :connectionId, 'team-' || n, now(), now()
    from generate_series(1, greatest(1, :people::int / 10)) n`)
  if (isSwept) await sweep(house)
}

/** Of a row that is not on the disk yet, no index is believed that everybody sees it. */
async function sweep(house: House): Promise<void> {
  const connection = await house.db.client.acquireConnection()
  try {
    await connection.query('set synchronous_commit = on')
    await connection.query('create table flushed (); drop table flushed')
    for (const table of ['users', 'provisioned_users', 'groups', 'provisioned_groups', 'group_members'])
      await connection.query(`vacuum analyze ${table}`)
    await connection.query('reset synchronous_commit')
  } finally {
    await house.db.client.releaseConnection(connection)
  }
}
