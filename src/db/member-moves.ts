import type { Permission } from '../domain/permission.ts'
import type { Tx } from './database.ts'
import { isOf, isThere, type Owner, type ProvisionedGroup } from './provisioned-groups.ts'
import { prepared } from './row.ts'
import type { Piece } from './together.ts'

/** One person joins a group or leaves it. */
export interface Move {
  userId: string
  isJoining: boolean
  /** The entry of the audit that tells of it, if it is done. */
  noteId: string
}

export interface Moving extends Owner {
  groupId: string
  /** Each person once, in the order in which it was asked. */
  moves: Move[]
  /** What somebody could come to reach the team's people by, and the connection could not give. */
  beyond: Permission[]
  now: Date
  /** What the audit is told, if it is done. */
  recording: Piece | null
}

/** The group as it was before; null where it is not the connection's, gives roles or waits for its name. */
export interface Moved {
  group: ProvisionedGroup | null
  /** Those of the people who could be held, and of them those who were not in it, or were. */
  held: ReadonlySet<string>
  moved: ReadonlySet<string>
}

type Row = Pick<ProvisionedGroup, 'name' | 'externalId' | 'createdAt' | 'changedAt' | 'version'> & {
  id: string | null
  held: string[] | null
  moved: string[] | null
}

/**
 * People join and leave, in one statement that holds first them, then the group, as everybody takes them; its version
 * is raised once for each who did. Nothing is done where the group is not that simple, and nothing to a person who is
 * not the connection's, or whose reach has to be looked at: that is for the long way. Whoever comes with others waits
 * for nobody who is held elsewhere: they go alone.
 */
export async function moveMembers(tx: Tx, { moves, recording, ...it }: Moving): Promise<Moved> {
  const sql = moving(moves.length > 1, recording)
  const [found] = await prepared<Row>(tx, sql, {
    ...it,
    userIds: moves.map(({ userId }) => userId),
    joining: moves.map(({ isJoining }) => isJoining),
    noteIds: moves.map(({ noteId }) => noteId),
    ...recording?.bindings,
  })
  return { group: groupOf(it, found), held: new Set(found?.held), moved: new Set(found?.moved) }
}

function groupOf({ organizationId, connectionId }: Owner, found: Row | undefined): ProvisionedGroup | null {
  if (!found || found.id === null) return null
  const { held, moved, ...group } = found
  return { ...group, id: found.id, organizationId, connectionId, isAwaited: false, isMapped: false }
}

/** Of a row of the audit: whether what it tells of was done. */
export const ifMoved = 'id in (select note_id from moved)'

const moving = (areSeveral: boolean, recording: Piece | null) => `
  with m as materialized (
    select user_id, is_joining, note_id
    from unnest((select :userIds::uuid[]), (select :joining::boolean[]), (select :noteIds::uuid[]))
      it(user_id, is_joining, note_id)
    where not is_joining or not exists (
      select from roles r
      where r.organization_id = :organizationId and r.reach = 'own-teams' and r.archived_at is null
        and r.permissions && :beyond::text[])
    order by user_id
  ), person as materialized (
    select held.id, m.is_joining, m.note_id
    from m cross join lateral (
      select u.id from users u
      join provisioned_users p on p.organization_id = u.organization_id and p.user_id = u.id
      where u.organization_id = :organizationId and u.id = m.user_id and ${isThere('u')}
        and ${isOf('p', ':connectionId')}
      for no key update of u ${areSeveral ? 'skip locked' : ''} for key share of p ${areSeveral ? 'skip locked' : ''}
    ) held
  ), held as materialized (
    select g.id, g.name, g.version, p.external_id, p.created_at, p.changed_at
    from groups g
    join provisioned_groups p on p.organization_id = g.organization_id and p.group_id = g.id
    where g.organization_id = :organizationId and g.id = :groupId and p.connection_id = :connectionId
      and not p.is_awaited and not p.is_mapped and (select count(*) from person) > 0
    for no key update of g, p
  ), joined as (
    insert into group_members (organization_id, group_id, user_id, created_at)
    select :organizationId, held.id, person.id, :now from held cross join person where person.is_joining
    on conflict do nothing returning user_id
  ), gone as (
    delete from group_members where ctid = any (array(
      select there.at from held cross join person cross join lateral (
        select ctid "at" from group_members
        where organization_id = :organizationId and group_id = held.id and user_id = person.id offset 0) there
      where not person.is_joining))
    returning user_id
  ), moved as (
    select person.id, note_id from person
    join (select user_id from joined union all select user_id from gone) it on it.user_id = person.id
  ), team as (
    update groups g set version = held.version + many.count
    from held cross join (select cast(count(*) as integer) from moved) many
    where g.organization_id = :organizationId and g.id = held.id and many.count > 0
  ), stamped as (
    update provisioned_groups p set changed_at = :now from held
    where p.organization_id = :organizationId and p.group_id = held.id and exists (select from moved)
  )${recording ? `, ${recording.sql}` : ''}
  select held.id, held.name, held.external_id "externalId", held.created_at "createdAt",
         held.changed_at "changedAt", held.version, it.held, it.moved
  from (select (select json_agg(id) from person) held, (select json_agg(id) from moved) moved) it
  left join held on true`
