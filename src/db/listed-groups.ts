import type { GroupFacts } from '../domain/provisioned.ts'
import { groupAttributes } from './group-attributes.ts'
import type { Kind } from './list-page.ts'
import { personName } from './user-attributes.ts'

const members = `select coalesce(
    jsonb_agg(jsonb_build_object('id', mu.id, 'name', ${personName('mu')}) order by mu.id), '[]') members
  from group_members gm
  join provisioned_users mp on mp.organization_id = gm.organization_id and mp.user_id = gm.user_id
    and mp.connection_id = $2
  join users mu on mu.organization_id = gm.organization_id and mu.id = gm.user_id and mu.deleted_at is null
  where gm.organization_id = $1 and gm.group_id = g.id`

/** Of the rows `p` and `g`. */
export const groups: Kind<GroupFacts, { members: boolean }, GroupFacts> = {
  name: 'groups',
  attributes: groupAttributes,
  key: 'p.group_id',
  keys: 'provisioned_groups p where p.organization_id = $1 and p.connection_id = $2',
  rows: 'provisioned_groups p join groups g on g.organization_id = p.organization_id and g.id = p.group_id',
  there: 'p.organization_id = $1 and p.connection_id = $2',
  few: (narrowing) =>
    `provisioned_groups p join groups g on g.organization_id = p.organization_id and g.id = p.group_id and ${narrowing}`,
  again: [
    ['p', 'select * from provisioned_groups p where p.organization_id = $1 and p.group_id = page.key'],
    ['g', 'select * from groups g where g.organization_id = $1 and g.id = page.key'],
  ],
  beside: (wants) => (wants.members ? [['b', members]] : []),
  isLight: (wants) => !wants.members,
  columns: (wants) => `g.id, g.name, g.version, p.external_id "externalId", p.created_at "createdAt",
    p.changed_at "changedAt", ${wants.members ? 'b.members' : 'null'} members`,
  moments: ['createdAt', 'changedAt'],
  factsOf: ({ id, externalId, name, members, createdAt, changedAt, version }) => ({
    id,
    externalId,
    name,
    members,
    createdAt,
    changedAt,
    version,
  }),
}
