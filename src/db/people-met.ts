import type { Connection } from '../domain/connection.ts'
import type { Found } from '../domain/meeting.ts'
import type { Organization } from '../domain/organization.ts'
import type { Permission } from '../domain/permission.ts'
import type { Named } from '../domain/provisioned.ts'
import type { Tx } from './database.ts'
import { prepared, select } from './row.ts'
import { type Columns, given } from './rows-of.ts'

interface Of {
  organizationId: string
  connectionId: string
}

/** What is looked for of somebody whom a provider wants to make. */
export interface Sought {
  n: number
  userNameKey: string
  externalId: string | null
  address: string | null
  phone: string | null
  department: string | null
  managerId: string | null
}

/** Who and what was found of it. */
export interface Met extends Found {
  n: number
  department: Named | null
  /** Null where the named manager is nobody of this connection. */
  manager: Named | null
}

/** Where people are made. */
export interface Place {
  connection: Pick<Connection, 'sendsWelcome' | 'flags'>
  organization: Pick<Organization, 'allowedEmailDomains' | 'invitationLifetimeSeconds' | 'undoSeconds'>
  /** What everybody begins with. */
  role: { id: string; name: string; permissions: Permission[] }
}

export const soughtColumns: Columns<Sought> = {
  n: 'integer',
  userNameKey: 'text',
  externalId: 'text',
  address: 'text',
  phone: 'text',
  department: 'text',
  managerId: 'uuid',
}

/** A person of the row `u`, as far as it is decided by. */
const known = `jsonb_build_object('id', u.id, 'state', u.state,
  'connectionId', (select p.connection_id from provisioned_users p
                   where p.organization_id = :organizationId and p.user_id = u.id),
  'hasLeft', coalesce((select l.connection_id = :connectionId from deprovisioned_users l
                       where l.organization_id = :organizationId and l.user_id = u.id), false),
  'answer', (select q.answer from link_questions q
             where q.organization_id = :organizationId and q.connection_id = :connectionId and q.user_id = u.id
               and q.answer is not null and (q.user_name_key = s.user_name_key or q.external_id = s.external_id)
             order by q.answered_at desc limit 1))`

/** By the key, one after the other: where nobody has counted yet, Postgres would rather read all of a table. */
const ofConnection = (table: string, key: 'user_name_key' | 'external_id', and = '') =>
  `(select ${known} from (
      select t.* from (select * from ${table} where ${key} = s.${key} offset 0) t
      where t.organization_id = :organizationId and t.connection_id = :connectionId ${and} limit 1) t
    cross join lateral (
      select id, state from users where organization_id = :organizationId and id = t.user_id offset 0) u)`

const ofAll = (condition: string) =>
  `(select ${known} from users u where u.organization_id = :organizationId and ${condition})`

/** As domain/user.ts says it. */
const nameOf = `coalesce(u.display_name, nullif(concat_ws(' ', u.first_name, u.last_name), ''), u.email, u.phone)`

/** None of them can be archived until this transaction has ended. */
export const department = `(select jsonb_build_object('id', g.id, 'name', g.name) from groups g
  where g.organization_id = :organizationId and g.kind = 'department' and g.archived_at is null
    and lower(g.name) = lower(s.department) for key share)`

export const manager = `(select jsonb_build_object('id', u.id, 'name', ${nameOf}) from (
    select m.user_id from provisioned_users m
    where m.organization_id = :organizationId and m.connection_id = :connectionId and m.user_id = s.manager_id) m
  cross join lateral (
    select id, display_name, first_name, last_name, email, phone, deleted_at from users
    where organization_id = :organizationId and id = m.user_id offset 0) u
  where u.deleted_at is null)`

/** A user name is given again; an external id never is. */
const exceptOthers = 'and (t.external_id is null or s.external_id is null)'

/** The connection with its rules and those of its organization. The role can not be archived until this has ended. */
export const placeOf = `
  select jsonb_build_object(
    'connection', jsonb_build_object('sendsWelcome', c.sends_welcome, 'flags', c.flags),
    'organization', jsonb_build_object('allowedEmailDomains', o.allowed_email_domains,
      'undoSeconds', o.undo_seconds, 'invitationLifetimeSeconds', o.invitation_lifetime_seconds),
    'role', jsonb_build_object('id', r.id, 'name', r.name, 'permissions', r.permissions)) place
  from connections c
  join organizations o on o.id = c.organization_id
  join roles r on r.organization_id = c.organization_id and r.id = (
    select d.id from roles d where d.organization_id = c.organization_id and d.archived_at is null
      and (d.id in (c.default_role_id, o.default_role_id) or d.key = 'member')
    order by d.id = c.default_role_id desc nulls last, d.id = o.default_role_id desc nulls last limit 1)
  where c.organization_id = :organizationId and c.id = :connectionId
  for key share of r`

const { department: _, managerId: __, ...personal } = soughtColumns

/** Departments and managers are shared by many: each is looked for once. Of the people, those who met somebody. */
const meeting = (from: string) => `
  with there as materialized (${placeOf})
  select there.place,
    (select jsonb_agg(jsonb_build_object('n', n, 'named', named, 'external', external, 'left', "left",
       'addressed', addressed, 'phoned', phoned))
     from (select s.n,
         ${ofConnection('provisioned_users', 'user_name_key')} named,
         ${ofConnection('provisioned_users', 'external_id')} external,
         coalesce(${ofConnection('deprovisioned_users', 'external_id')},
                  ${ofConnection('deprovisioned_users', 'user_name_key', exceptOthers)}) "left",
         ${ofAll('u.address = s.address')} addressed,
         ${ofAll('u.phone = s.phone')} phoned
       from ${from} offset 0) it
     where coalesce(named, external, "left", addressed, phoned) is not null) people,
    (select jsonb_agg(found order by at)
     from (select s.at, ${department} found
       from unnest((select cast(:departments as text[]))) with ordinality s(department, at) offset 0) it) departments,
    (select jsonb_agg(found order by at)
     from (select s.at, ${manager} found
       from unnest((select cast(:managers as uuid[]))) with ordinality s(manager_id, at) offset 0) it) managers
  from there`

interface Meeting {
  place: Place
  people: (Found & { n: number })[] | null
  departments: (Named | null)[] | null
  managers: (Named | null)[] | null
}

const nobody: Found = { named: null, external: null, left: null, addressed: null, phoned: null }

/** Whom they meet, and where: one statement, however many there are. */
export async function meet(
  tx: Tx,
  { organizationId, connectionId }: Of,
  sought: Sought[],
): Promise<{ there: Place | null; met: Met[] }> {
  const departments = distinct(sought.map((it) => it.department))
  const managers = distinct(sought.map((it) => it.managerId))
  const s = given('s', personal, sought)
  const of = { organizationId, connectionId, ...s.bindings }
  const [met] = await prepared<Meeting>(tx, meeting(s.from), { ...of, departments, managers })
  if (!met) return { there: null, met: [] }
  const people = new Map((met.people ?? []).map((it) => [it.n, it]))
  const department = byWish(departments, met.departments)
  const manager = byWish(managers, met.managers)
  return {
    there: met.place,
    met: sought.map((it) => ({
      ...(people.get(it.n) ?? nobody),
      n: it.n,
      department: department(it.department),
      manager: manager(it.managerId),
    })),
  }
}

const distinct = (all: (string | null)[]): string[] => [...new Set(all.filter((it) => it !== null))]

function byWish(wished: string[], found: (Named | null)[] | null): (wish: string | null) => Named | null {
  const known = new Map(wished.map((it, at) => [it, found?.[at] ?? null]))
  return (wish) => (wish === null ? null : (known.get(wish) ?? null))
}

export async function place(tx: Tx, { organizationId, connectionId }: Of): Promise<Place | null> {
  const [found] = await prepared<{ place: Place }>(tx, placeOf, { organizationId, connectionId })
  return found?.place ?? null
}

/** A department by its name and a manager by their id: null where there is none. */
export async function belongings(
  tx: Tx,
  of: Of,
  asked: Pick<Sought, 'department' | 'managerId'>,
): Promise<Pick<Met, 'department' | 'manager'>> {
  const [found] = await select<Pick<Met, 'department' | 'manager'>>(
    tx,
    `select ${department} department, ${manager} manager
     from (select cast(:department as text) department, cast(:managerId as uuid) manager_id) s`,
    { ...of, ...asked },
  )
  return found ?? { department: null, manager: null }
}
