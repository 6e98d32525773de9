import type { Group, GroupKind } from '../domain/group.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Tx } from './database.ts'
import { isId } from './id.ts'
import { rowOf, select } from './row.ts'

const Groups = rowOf<Group & { createdAt: Date }>('groups')

/** Those that may be chosen. None of them can be archived until this transaction has ended. */
export const inUse = async (tx: Tx, organizationId: string): Promise<Group[]> =>
  Groups.query(tx).where({ organizationId }).whereNull('archivedAt').orderBy('name').forKeyShare()

const among = (tx: Tx, organizationId: string, ids: string[]) =>
  Groups.query(tx).where({ organizationId }).whereIn('id', ids).orderBy('id')

const unknown = () => new Refusal('not-found', { what: 'group' })

function readable(ids: string[]): string[] {
  if (!ids.every(isId)) throw unknown()
  return [...new Set(ids.map((id) => id.toLowerCase()))]
}

/** Each must exist, archived or not; none can be archived until this transaction has ended. */
export async function named(tx: Tx, organizationId: string, ids: string[]): Promise<Group[]> {
  const wanted = readable(ids)
  const found = await among(tx, organizationId, wanted).forKeyShare()
  if (found.length < wanted.length) throw unknown()
  return found
}

export async function find(tx: Tx, organizationId: string, id: string): Promise<Group> {
  const [found] = await among(tx, organizationId, readable([id]))
  if (!found) throw unknown()
  return found
}

/** Held against everybody who would join or promise one of them meanwhile. */
export async function lock(tx: Tx, organizationId: string, ids: string[]): Promise<Group[]> {
  const wanted = readable(ids)
  const found = await among(tx, organizationId, wanted).forUpdate()
  if (found.length < wanted.length) throw unknown()
  return found
}

export async function save(tx: Tx, group: Group, change: Partial<Group>): Promise<Group> {
  const { organizationId, id } = group
  await tx('groups')
    .where({ organizationId, id })
    .update({ ...change, version: tx.raw('version + 1') })
  return { ...group, ...change }
}

/** A group, and how many belong to it or were promised to. */
export interface GroupInUse extends Group {
  members: number
  promises: number
  /** The connection whose provider says what it is called, and that it is there; null: we do. */
  keeper: string | null
}

/** All of one kind, or just one. Members include the deleted who can still be brought back. */
export const used = async (
  tx: Tx,
  organizationId: string,
  which: { kind: GroupKind; withArchived: boolean } | { id: string },
): Promise<GroupInUse[]> =>
  select<GroupInUse>(
    tx,
    `select g.organization_id "organizationId", g.id, g.kind, g.name, g.archived_at "archivedAt",
            case g.kind
              when 'department' then (select count(*) from users u
                where u.organization_id = g.organization_id and u.department_id = g.id)
              when 'unit' then (select count(*) from users u
                where u.organization_id = g.organization_id and u.unit_id = g.id)
              else (select count(*) from group_members m
                where m.organization_id = g.organization_id and m.group_id = g.id)
            end::int members,
            (select count(*)::int from invitation_groups p
             join invitations i on i.organization_id = p.organization_id and i.id = p.invitation_id
             where p.organization_id = g.organization_id and p.group_id = g.id and i.ending is null) promises,
            (select c.name from provisioned_groups p
             join connections c on c.organization_id = p.organization_id and c.id = p.connection_id
               and c.ended_at is null
             where p.organization_id = g.organization_id and p.group_id = g.id) keeper
     from groups g
     where g.organization_id = :organizationId
       and (g.id = :id::uuid or (:id::uuid is null and g.kind = :kind and (g.archived_at is null or :withArchived)))
     order by lower(g.name)`,
    {
      organizationId,
      id: 'id' in which ? which.id : null,
      kind: 'kind' in which ? which.kind : null,
      withArchived: 'kind' in which && which.withArchived,
    },
  )

export async function countByKind(
  tx: Tx,
  organizationId: string,
): Promise<Partial<Record<GroupKind, number>>> {
  const rows = await select<{ kind: GroupKind; count: number }>(
    tx,
    `select kind, count(*)::int count from groups
     where organization_id = :organizationId and archived_at is null group by kind`,
    { organizationId },
  )
  return Object.fromEntries(rows.map((it) => [it.kind, it.count]))
}

/** What an invitation promises. */
export const promisedBy = async (tx: Tx, organizationId: string, invitationId: string): Promise<Group[]> =>
  Groups.query(tx)
    .where({ organizationId })
    .whereIn('id', tx('invitationGroups').select('groupId').where({ organizationId, invitationId }))
    .orderBy('name')

export async function insertMany(tx: Tx, rows: (Group & { createdAt: Date })[]): Promise<void> {
  if (rows.length > 0) await Groups.query(tx).insert(rows)
}

export async function join(
  tx: Tx,
  organizationId: string,
  userId: string,
  groupIds: string[],
  now: Date,
): Promise<void> {
  if (groupIds.length === 0) return
  await tx('groupMembers')
    .insert(groupIds.map((groupId) => ({ organizationId, groupId, userId, createdAt: now })))
    .onConflict()
    .ignore()
}

/** Several people, each into groups of their own. */
export async function joinMany(
  tx: Tx,
  rows: { organizationId: string; groupId: string; userId: string; createdAt: Date }[],
): Promise<void> {
  if (rows.length > 0) await tx('groupMembers').insert(rows).onConflict().ignore()
}

export async function isMember(
  tx: Tx,
  organizationId: string,
  groupId: string,
  userId: string,
): Promise<boolean> {
  return (await tx('groupMembers').first('userId').where({ organizationId, groupId, userId })) !== undefined
}

/** Teams and sites of somebody. */
export async function idsOf(tx: Tx, organizationId: string, userId: string): Promise<string[]> {
  const rows = await tx('groupMembers').select('groupId').where({ organizationId, userId })
  return rows.map((it: { groupId: string }) => it.groupId)
}

/** The same of several people. */
export async function idsOfEach(
  tx: Tx,
  organizationId: string,
  userIds: string[],
): Promise<Map<string, string[]>> {
  const rows = await select<{ userId: string; ids: string[] }>(
    tx,
    `select user_id "userId", array_agg(group_id) ids from group_members
     where organization_id = :organizationId and user_id = any(:userIds::uuid[]) group by user_id`,
    { organizationId, userIds },
  )
  return new Map(rows.map((it) => [it.userId, it.ids]))
}

/** Several people at once; those who are in it already stay. Answers who is new. */
export async function joinAll(
  tx: Tx,
  organizationId: string,
  groupId: string,
  userIds: string[],
  now: Date,
): Promise<string[]> {
  if (userIds.length === 0) return []
  const rows = await tx('groupMembers')
    .insert(userIds.map((userId) => ({ organizationId, groupId, userId, createdAt: now })))
    .onConflict()
    .ignore()
    .returning('userId')
  return rows.map((it: { userId: string }) => it.userId)
}

/** Answers who really left. */
export async function leave(
  tx: Tx,
  organizationId: string,
  groupId: string,
  userIds: string[],
): Promise<string[]> {
  const rows = await tx('groupMembers')
    .where({ organizationId, groupId })
    .whereIn('userId', userIds)
    .delete()
    .returning('userId')
  return rows.map((it: { userId: string }) => it.userId)
}

/** Everybody in it and everybody promised to it stands still, so that they can be moved in one piece. */
export async function holdPeople(tx: Tx, organizationId: string, id: string): Promise<void> {
  const people = { organizationId, id }
  await tx.raw(
    `select 1 from users
     where organization_id = :organizationId and id in (
       select id from users where organization_id = :organizationId and department_id = :id
       union all select id from users where organization_id = :organizationId and unit_id = :id
       union all select user_id from group_members where organization_id = :organizationId and group_id = :id)
     order by id for no key update`,
    people,
  )
  await tx.raw(
    `select 1 from invitations i
     where i.organization_id = :organizationId and i.ending is null and exists (
       select from invitation_groups p
       where p.organization_id = i.organization_id and p.invitation_id = i.id and p.group_id = :id)
     order by i.id for no key update`,
    people,
  )
}

/** Members, their roles at a site, and open promises go to another group of the kind, or nowhere. */
export async function empty(tx: Tx, group: Group, toId: string | null, now: Date): Promise<void> {
  const { organizationId, id, kind } = group
  const both = { organizationId, id, toId, now }
  if (kind === 'department' || kind === 'unit')
    await tx('users')
      .where({ organizationId, [`${kind}Id`]: id })
      .update({ [`${kind}Id`]: toId, version: tx.raw('version + 1') })
  if (kind === 'team' || kind === 'site') await tx.raw(movingMembers, both)
  if (kind === 'site') await moveGrants(tx, organizationId, id, toId, now)
  await tx.raw(movingPromises, both)
}

const movingMembers = `
  with gone as (
    delete from group_members where organization_id = :organizationId and group_id = :id returning user_id
  )
  insert into group_members (organization_id, group_id, user_id, created_at)
  select :organizationId, :toId::uuid, user_id, :now from gone where :toId::uuid is not null
  on conflict do nothing`

/** Of two grants of one role the one that is there already stays. */
async function moveGrants(tx: Tx, organizationId: string, id: string, toId: string | null, now: Date) {
  const atSite = { organizationId, id, toId, now }
  await tx.raw(
    `delete from grants where organization_id = :organizationId and site_id in (:id, :toId::uuid) and expires_at <= :now`,
    atSite,
  )
  await tx.raw(
    `update grants g set site_id = :toId::uuid
     where g.organization_id = :organizationId and g.site_id = :id and :toId::uuid is not null and not exists (
       select from grants o where o.organization_id = g.organization_id and o.user_id = g.user_id
         and o.role_id = g.role_id and o.site_id = :toId::uuid)`,
    atSite,
  )
  await tx('grants').where({ organizationId, siteId: id }).delete()
}

const movingPromises = `
  with gone as (
    delete from invitation_groups p using invitations i
    where i.organization_id = p.organization_id and i.id = p.invitation_id and i.ending is null
      and p.organization_id = :organizationId and p.group_id = :id
    returning p.invitation_id
  )
  insert into invitation_groups (organization_id, invitation_id, group_id)
  select :organizationId, invitation_id, :toId::uuid from gone where :toId::uuid is not null
  on conflict do nothing`
