import type { BuiltInKey, Role } from '../domain/role.ts'
import type { Tx } from './database.ts'
import { isId } from './id.ts'
import { isOf, type ProvisionedGroup } from './provisioned-groups.ts'
import { select } from './row.ts'

export type MappedRole = Pick<Role, 'id' | 'key' | 'name' | 'permissions'>

/** What a group is mapped to, whether the ceiling still allows it or not. */
export const rolesOf = (tx: Tx, organizationId: string, groupId: string): Promise<MappedRole[]> =>
  select<MappedRole>(
    tx,
    `select r.id, r.key, r.name, r.permissions
     from role_mappings m join roles r on r.organization_id = m.organization_id and r.id = m.role_id
     where m.organization_id = :organizationId and m.group_id = :groupId
     order by r.name`,
    { organizationId, groupId },
  )

/** Exactly these roles from now on. */
export async function set(
  tx: Tx,
  group: ProvisionedGroup,
  roleIds: string[],
  by: { userId: string | null; now: Date },
): Promise<void> {
  const { organizationId, connectionId, id: groupId } = group
  await tx.raw(
    `with gone as (
       delete from role_mappings
       where organization_id = :organizationId and group_id = :groupId and role_id <> all(:roleIds::uuid[])
     ), said as (
       update provisioned_groups set is_mapped = cardinality(:roleIds::uuid[]) > 0
       where organization_id = :organizationId and group_id = :groupId
     )
     insert into role_mappings (organization_id, connection_id, group_id, role_id, created_at, created_by_id)
     select :organizationId, :connectionId, :groupId, role_id, :now, :userId::uuid
     from unnest(:roleIds::uuid[]) it(role_id)
     on conflict do nothing`,
    { organizationId, connectionId, groupId, roleIds, ...by },
  )
}

/** Groups whose people may hold other roles once this one allows something else: it is theirs, or their ceiling. */
export async function groupsConcernedBy(tx: Tx, organizationId: string, roleId: string): Promise<string[]> {
  if (!isId(roleId)) return []
  const rows = await select<{ id: string }>(
    tx,
    `select distinct m.group_id id
     from role_mappings m
     join connections c on c.organization_id = m.organization_id and c.id = m.connection_id
     where m.organization_id = :organizationId and (m.role_id = :roleId or c.ceiling_role_id = :roleId)`,
    { organizationId, roleId },
  )
  return rows.map((it) => it.id)
}

export async function groupsOf(tx: Tx, organizationId: string, connectionId: string): Promise<string[]> {
  const rows = await select<{ id: string }>(
    tx,
    `select distinct group_id id from role_mappings
     where organization_id = :organizationId and connection_id = :connectionId`,
    { organizationId, connectionId },
  )
  return rows.map((it) => it.id)
}

/** A role that is given away no more is mapped to no more. Answers the groups it was mapped to. */
export async function forgetRole(tx: Tx, organizationId: string, roleId: string): Promise<string[]> {
  const rows = await select<{ name: string }>(
    tx,
    `with gone as (
       delete from role_mappings where organization_id = :organizationId and role_id = :roleId returning group_id
     )
     select g.name from gone join groups g on g.organization_id = :organizationId and g.id = gone.group_id
     order by g.name`,
    { organizationId, roleId },
  )
  return rows.map((it) => it.name)
}

/** In the order in which everybody takes them; whoever is held already is not waited for. */
export async function holdAll(tx: Tx, organizationId: string, userIds: string[]): Promise<void> {
  await tx.raw(
    `select 1 from users where organization_id = :organizationId and id = any(:userIds::uuid[])
     order by id for no key update`,
    { organizationId, userIds },
  )
}

/** Everybody in these groups, held in the order in which everybody takes them. */
export async function holdMembers(tx: Tx, organizationId: string, groupIds: string[]): Promise<string[]> {
  const rows = await select<{ id: string }>(
    tx,
    `select held.id
     from (select distinct user_id from group_members
           where organization_id = :organizationId and group_id = any(:groupIds::uuid[]) order by user_id) m
     cross join lateral (
       select u.id from users u where u.organization_id = :organizationId and u.id = m.user_id
       for no key update of u
     ) held`,
    { organizationId, groupIds },
  )
  return rows.map((it) => it.id)
}

/**
 * These groups and their people stand still, so that what the groups are mapped to can be changed for all of them.
 * Whoever joined while the groups were waited for is held after them: against the order, which Postgres sorts out.
 */
export async function holdGroups(tx: Tx, organizationId: string, groupIds: string[]): Promise<string[]> {
  if (groupIds.length === 0) return []
  await holdMembers(tx, organizationId, groupIds)
  await tx.raw(
    `select 1 from groups where organization_id = :organizationId and id = any(:groupIds::uuid[])
     order by id for no key update`,
    { organizationId, groupIds },
  )
  return holdMembers(tx, organizationId, groupIds)
}

/** A role that somebody is to hold and does not, or holds and is not to: by what their groups are mapped to now. */
export interface Difference {
  userId: string
  roleId: string
  name: string
  key: BuiltInKey | null
  /** Null: they are to be given it. */
  grantId: string | null
}

/**
 * A mapping counts for the people of its own connection, and as long as the ceiling allows the role. What was given
 * by hand stays as it was given; what would end by itself does not end while a group gives it too.
 */
export const differences = (tx: Tx, organizationId: string, userIds: string[]): Promise<Difference[]> =>
  select<Difference>(
    tx,
    `with wanted as (
       select distinct m.user_id, rm.role_id
       from group_members m
       join role_mappings rm on rm.organization_id = m.organization_id and rm.group_id = m.group_id
       join provisioned_users p on p.organization_id = m.organization_id and p.user_id = m.user_id
         and ${isOf('p', 'rm.connection_id')}
       join connections c on c.organization_id = rm.organization_id and c.id = rm.connection_id and c.ended_at is null
       join roles r on r.organization_id = rm.organization_id and r.id = rm.role_id and r.archived_at is null
       join roles ceiling on ceiling.organization_id = c.organization_id and ceiling.id = c.ceiling_role_id
       where m.organization_id = :organizationId and m.user_id = any(:userIds::uuid[])
         and r.permissions <@ ceiling.permissions
     ), held as (
       select user_id, role_id, id, source = 'scim' and is_mapped is_mapped, expires_at is not null is_ending
       from grants
       where organization_id = :organizationId and user_id = any(:userIds::uuid[]) and site_id is null
     ), differing as (
       select user_id, role_id, case when w.role_id is null then h.id end grant_id
       from (select user_id, role_id, true is_wanted from wanted) w
       full join held h using (user_id, role_id)
       where case when w.is_wanted then h.id is null or h.is_ending else h.is_mapped end
     )
     select d.user_id "userId", d.role_id "roleId", d.grant_id "grantId", r.name, r.key
     from differing d join roles r on r.organization_id = :organizationId and r.id = d.role_id
     order by d.user_id, r.name`,
    { organizationId, userIds },
  )

export interface Given {
  id: string
  userId: string
  roleId: string
}

/** All of it in one statement, for however many people. */
export async function giveAndTake(
  tx: Tx,
  organizationId: string,
  given: Given[],
  taken: string[],
  now: Date,
): Promise<void> {
  await tx.raw(
    `with gone as (delete from grants where organization_id = :organizationId and id = any(:taken::uuid[]))
     insert into grants (organization_id, id, user_id, role_id, source, is_mapped, created_at)
     select :organizationId, id, user_id, role_id, 'scim', true, :now
     from unnest(:ids::uuid[], :userIds::uuid[], :roleIds::uuid[]) it(id, user_id, role_id)
     on conflict (organization_id, user_id, role_id) where site_id is null do update
       set source = 'scim', is_mapped = true, expires_at = null, warn_at = null where grants.expires_at is not null`,
    {
      organizationId,
      taken,
      ids: given.map((it) => it.id),
      userIds: given.map((it) => it.userId),
      roleIds: given.map((it) => it.roleId),
      now,
    },
  )
}

/**
 * Everybody has a role: whoever is left without one that lasts gets what their connection gives to those it makes,
 * or the organization to those it invites.
 */
export const giveDefault = (
  tx: Tx,
  organizationId: string,
  people: { id: string; userId: string }[],
  now: Date,
): Promise<{ userId: string; name: string }[]> =>
  select<{ userId: string; name: string }>(
    tx,
    `with due as (
       select it.id, it.user_id, p.user_id is not null is_provisioned,
              coalesce(ours.id, usual.id, member.id) role_id, coalesce(ours.name, usual.name, member.name) name
       from unnest(:ids::uuid[], :userIds::uuid[]) it(id, user_id)
       join organizations o on o.id = :organizationId
       join roles member on member.organization_id = o.id and member.key = 'member'
       left join roles usual on usual.organization_id = o.id and usual.id = o.default_role_id
         and usual.archived_at is null
       left join provisioned_users p on p.organization_id = o.id and p.user_id = it.user_id
       left join connections c on c.organization_id = o.id and c.id = p.connection_id
       left join roles ours on ours.organization_id = o.id and ours.id = c.default_role_id
         and ours.archived_at is null
     ), given as (
       insert into grants (organization_id, id, user_id, role_id, source, created_at)
       select :organizationId, id, user_id, role_id, case when is_provisioned then 'scim' else 'manual' end, :now
       from due
       on conflict (organization_id, user_id, role_id) where site_id is null do update
         set source = excluded.source, expires_at = null, warn_at = null where grants.expires_at is not null
     )
     select user_id "userId", name from due`,
    { organizationId, ids: people.map((it) => it.id), userIds: people.map((it) => it.userId), now },
  )
