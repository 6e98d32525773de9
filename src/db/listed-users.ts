import type { UserFacts } from '../domain/provisioned.ts'
import type { Kind, Look } from './list-page.ts'
import { factsOf, type ShownPerson, type Wants } from './provisioned-users.ts'
import { personName, userAttributes } from './user-attributes.ts'

const department: Look = [
  'd',
  'select d.name from groups d where d.organization_id = $1 and d.id = u.department_id',
]
const manager: Look = [
  'm',
  `select mu.id, ${personName('mu')} "name" from provisioned_users pm
   join users mu on mu.organization_id = pm.organization_id and mu.id = pm.user_id and mu.deleted_at is null
   where pm.organization_id = $1 and pm.connection_id = $2 and pm.user_id = u.manager_id`,
]

const named = (condition: string) => `coalesce(
  jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name) order by g.name, g.id) filter (where ${condition}), '[]')`
const belongings: Look = [
  'b',
  `select ${named('t.group_id is not null')} groups, ${named(`g.kind = 'site'`)} sites from group_members gm
   join groups g on g.organization_id = gm.organization_id and g.id = gm.group_id
   left join provisioned_groups t on t.organization_id = gm.organization_id and t.group_id = gm.group_id
     and t.connection_id = $2
   where gm.organization_id = $1 and gm.user_id = u.id`,
]

/** Of the rows `p` and `u`. In every statement of a list, $1 is the organization and $2 the connection. */
export const users: Kind<UserFacts, Wants, ShownPerson> = {
  name: 'users',
  attributes: userAttributes,
  key: 'p.user_id',
  // Those who are deleted and can be brought back are few: to look for each in `users` would be a million looks.
  keys: `provisioned_users p where p.organization_id = $1 and p.connection_id = $2 and p.user_id <> all (array(
    select id from users where organization_id = $1 and purge_at is not null))`,
  rows: 'provisioned_users p join users u on u.organization_id = p.organization_id and u.id = p.user_id',
  there: 'p.organization_id = $1 and p.connection_id = $2 and u.deleted_at is null',
  few: (narrowing) => `(
      select * from provisioned_users p where p.organization_id = $1 and p.connection_id = $2 and ${narrowing} offset 0
    ) p cross join lateral (
      select * from users u where u.organization_id = $1 and u.id = p.user_id offset 0
    ) u`,
  again: [
    ['p', 'select * from provisioned_users p where p.organization_id = $1 and p.user_id = page.key'],
    ['u', 'select * from users u where u.organization_id = $1 and u.id = page.key'],
  ],
  beside: (wants) => [department, manager, ...(wants.groups || wants.sites ? [belongings] : [])],
  isLight: () => true,
  columns: (wants) => `u.id, u.email, u.phone, u.delivery_email "deliveryEmail", u.first_name "firstName",
    u.last_name "lastName", u.display_name "displayName", u.gender, u.birthday, u.position, u.avatar_url "avatarUrl",
    u.suspended_at "suspendedAt", u.version, p.external_id "externalId", p.user_name "userName", p.kept,
    p.unknown_manager "unknownManager", p.created_at "provisionedAt", p.changed_at "changedAt", d.name department,
    m.id "knownManagerId", m.name "managerName", ${wants.groups ? 'b.groups' : 'null'} groups,
    ${wants.sites ? 'b.sites' : 'null'} sites`,
  moments: ['suspendedAt', 'provisionedAt', 'changedAt'],
  factsOf,
}
