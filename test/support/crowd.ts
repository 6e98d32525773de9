import type { Database } from '../../src/db/database.ts'
import { newId } from '../../src/db/id.ts'

/** How many of each; groups and roles come along. */
export interface Size {
  people: number
  attempts: number
  entries: number
}

const kinds = ['department', 'unit', 'team', 'site'] as const
type Kind = (typeof kinds)[number]

/** What a filter may name: a group of thirty people, of one in a hundred, of every third, and one long archived. */
export const shares = ['few', 'some', 'many', 'archived'] as const
export type Share = (typeof shares)[number]

export interface Crowd {
  organizationId: string
  groups: Record<Kind, Record<Share, string>>
  roles: Record<Share, string>
  /** Somebody who signs in all day, and somebody who came a few times long ago. */
  busy: string
  rare: string
}

/**
 * An organization as large as they come, by SQL alone: names like names, groups and roles of every size, and a
 * history in which a few people do most. The same numbers make the same people.
 */
export async function gather(db: Database, organizationId: string, size: Size): Promise<Crowd> {
  const crowd = newCrowd(organizationId)
  await db.transaction(async (tx) => {
    await tx.raw("set local work_mem = '256MB'; set local maintenance_work_mem = '256MB'")
    const run = (sql: string, more = {}) => tx.raw(sql, { organizationId, ...size, ...more })
    await run(groupRows, { rows: JSON.stringify(groupsOf(crowd)) })
    await run(roleRows, { rows: JSON.stringify(named(crowd.roles)) })
    // An index is made faster than it is kept.
    await tx.raw('drop index users_search')
    await run(peopleRows, placesOf(crowd))
    await tx.raw('create index users_search on users using gin (search_codes)')
    await run(memberRows, { teams: rising(crowd.groups.team), sites: rising(crowd.groups.site) })
    await run(grantRows, { roles: rising(crowd.roles) })
    await run(attemptRows)
    await run(entryRows)
  })
  // A page after a crowd came, and before Postgres looked at it, is nobody's usual page.
  for (const table of [
    'users',
    'groups',
    'group_members',
    'grants',
    'sign_in_attempts',
    'audit_entries',
    'audit_details',
  ])
    await db.raw(`vacuum analyze ${table}`)
  return crowd
}

const newCrowd = (organizationId: string): Crowd => {
  const one = () => newId(new Date('2026-01-01'))
  const four = (): Record<Share, string> => ({ few: one(), some: one(), many: one(), archived: one() })
  return {
    organizationId,
    groups: { department: four(), unit: four(), team: four(), site: four() },
    roles: four(),
    busy: personId(1),
    rare: personId(2),
  }
}

/** The nth person, for whoever asks about one of them. */
export const personId = (n: number): string => `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`

const named = (ids: Record<Share, string>) => shares.map((name) => ({ id: ids[name], name }))
const groupsOf = ({ groups }: Crowd) =>
  kinds.flatMap((kind) => named(groups[kind]).map((it) => ({ ...it, kind })))
const rising = (ids: Record<Share, string>) => shares.map((name) => ids[name])
const placesOf = ({ groups }: Crowd) => ({
  departments: rising(groups.department),
  units: rising(groups.unit),
})

const groupRows = `
  insert into groups (organization_id, id, kind, name, archived_at, created_at)
  select :organizationId, id, kind, name, case name when 'archived' then now() end, now()
  from jsonb_to_recordset(:rows::jsonb) it(id uuid, kind text, name text)`

const roleRows = `
  insert into roles (organization_id, id, name, permissions, archived_at, created_at)
  select :organizationId, id, name, '{}', case name when 'archived' then now() end, now()
  from jsonb_to_recordset(:rows::jsonb) it(id uuid, name text)`

/** In the order of time; of this organization, for some ids are unique over all of them. */
const idAt = (ms: string, n: string) =>
  `(lpad(to_hex(${ms}), 12, '0') || '7' || substr(md5(:organizationId), 1, 3) || '8000' || lpad(to_hex(${n}), 12, '0'))::uuid`
const person = (n: string) => `('000000000000' || '70008000' || lpad(to_hex(${n}), 12, '0'))::uuid`
/** Scattered, and the same each time. */
const dice = (n: string, throwOf: number, sides: number) =>
  `(hashint4extended(${n}::int, ${throwOf}) & 2147483647) % ${sides}`
const pick = (n: string, throwOf: number, words: string) => {
  const all = words.split(' ')
  return `(array['${all.join("','")}'])[1 + ${dice(n, throwOf, all.length)}]`
}

/** Which of the shares the nth person belongs to; null for most. The few are thirty, however many there are. */
const share = (throwOf: number, ids: string) => `case
    when (n + ${throwOf}) % greatest(1, :people / 30) = 0 then (${ids})[1]
    when ${dice('n', throwOf, 100)} = 0 then (${ids})[2]
    when ${dice('n', throwOf, 100)} < 34 then (${ids})[3]
    when ${dice('n', throwOf, 100)} = 34 then (${ids})[4]
  end`

const givenNames =
  'ada ahmet amina ana arthur ayse bela bjorn carla chen clara dana diego elena emre fatma femi gita hana hugo ines ivan jana jonas kofi lena leo lucia malik maria mehmet mina nadia nils noor olga omar paula peter petra priya quinn rosa samir sara selim sofia tariq tomas uma vera victor wei xenia yara yusuf zeynep zoe'
const starts =
  'al ber cas dem er fen gor hal in jan kar lam mor nor ok pet qua ros san tor ur van wil xan yil zam'
const ends = 'ak berg csen dal ez field gren han ico jo kaya lund man nova oglu person quist ri son ton'

const peopleRows = `
  insert into users (organization_id, id, email, address, phone, first_name, last_name, origin, created_at, invited_at,
    activated_at, suspended_at, deleted_at, purge_at, registered_at, department_id, unit_id,
    search_text, sort_name, search_codes)
  select :organizationId, ${person('n')}, mail, mail, '+' || digits, initcap(first), initcap(last), 'import',
    '2026-01-01', invited, activated, suspended, deleted, deleted, activated,
    ${share(11, 'cast(:departments as uuid[])')}, ${share(12, 'cast(:units as uuid[])')},
    concat_ws(' ', first, last, mail, digits), concat_ws(' ', first, last),
    search_codes_of(concat_ws(' ', first, last, mail, digits))
  from (
    select *, first || '.' || last || n || '@crowd.test' mail, (905000000000 + n * 7919)::text digits,
      case when state >= 3 then timestamptz '2026-01-02' end invited,
      case when state >= 10 then timestamptz '2026-01-03' end activated,
      case when state in (98, 99) then timestamptz '2026-01-04' end suspended,
      case when state = 97 and n % 4 = 0 then timestamptz '2026-01-05' end deleted
    from (
      select n, ${dice('n', 3, 100)} state, ${pick('n', 1, givenNames)} first,
        ${pick('n', 2, starts)} || ${pick('n', 4, ends)} last
      from generate_series(1, :people::int) n
    ) thrown
  ) one`

const memberRows = `
  insert into group_members (organization_id, group_id, user_id, created_at)
  select :organizationId, group_id, ${person('n')}, now()
  from generate_series(1, :people::int) n,
    lateral (values (${share(13, 'cast(:teams as uuid[])')}), (${share(14, 'cast(:sites as uuid[])')})) it(group_id)
  where group_id is not null`

const grantRows = `
  insert into grants (organization_id, id, user_id, role_id, source, expires_at, created_at)
  select :organizationId, gen_random_uuid(), ${person('n')}, role_id, 'manual', null, now()
  from generate_series(1, :people::int) n, lateral (
    select id from roles where organization_id = :organizationId and key = 'member'
    union all select ${share(15, 'cast(:roles as uuid[])')}) it(role_id)
  where role_id is not null`

const START = "(extract(epoch from timestamptz '2026-01-01') * 1000)::bigint"

/** One in ten fails; the first person makes every twentieth, the second made three at the very beginning. */
const attemptRows = `
  insert into sign_in_attempts (id, organization_id, user_id, at, ip, device, identifier_hmac, succeeded, reason)
  select ${idAt(`${START} + n * 5000::bigint`, 'n')}, :organizationId,
    case when n <= 3 then ${person('2')} when n % 20 = 0 then ${person('1')}
      else ${person(`3 + ${dice('n', 5, 1_000_000)} % greatest(:people - 3, 1)`)} end,
    timestamptz '2026-01-01' + n * interval '5 seconds', '203.0.113.9', 'Firefox on Linux',
    decode('00', 'hex'), n % 10 > 0, case when n % 10 = 0 then 'bad password' end
  from generate_series(1, :attempts::int) n`

const entryRows = `
  with entries as (
    insert into audit_entries (organization_id, id, at, actor_kind, actor_id, act, target_kind, target_id, surface,
      request_id, details_digest)
    select :organizationId, ${idAt(`${START} + n * 5000::bigint`, 'n')}, timestamptz '2026-01-01' + n * interval '5 seconds',
      'user', case when n <= 3 then ${person('2')} when n % 3 = 0 then ${person('1')}
        else ${person(`3 + ${dice('n', 6, 1_000_000)} % greatest(:people - 3, 1)`)} end,
      case when n <= 5 then 'role.create' when n % 1000 = 0 then 'user.suspend' else ${pick(
        'n',
        7,
        'session.begin session.begin session.end user.edit invitation.create invitation.accept',
      )} end, 'user', ${person(`3 + ${dice('n', 8, 1_000_000)} % greatest(:people - 3, 1)`)},
      'web', 'crowd', decode(repeat('00', 32), 'hex')
    from generate_series(1, :entries::int) n
  )
  insert into audit_details (organization_id, entry_id, salt, body)
  select :organizationId, ${idAt(`${START} + n * 5000::bigint`, 'n')}, decode('00', 'hex'), '{"ip":null,"before":null,"after":null}'
  from generate_series(1, :entries::int) n`
