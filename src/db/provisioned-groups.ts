import type { Named, Stamp } from '../domain/provisioned.ts'
import { Refusal } from '../domain/refusal.ts'
import { nameOf, type User } from '../domain/user.ts'
import type { Tx } from './database.ts'
import { isId } from './id.ts'
import { rowOf, select } from './row.ts'

/** Whose rows they are: a connection sees its own and no others. */
export interface Owner {
  organizationId: string
  connectionId: string
}

/** A team that belongs to a connection. */
export interface ProvisionedGroup extends Owner, Stamp {
  externalId: string | null
  name: string
  /** Linked by hand, and not yet named by the provider. */
  isAwaited: boolean
  /** Its people hold roles because they are in it. */
  isMapped: boolean
}

const Rows = rowOf<
  Owner & { groupId: string; externalId: string | null; createdAt: Date; changedAt: Date; isAwaited: boolean }
>('provisioned_groups', ['organizationId', 'groupId'])

/**
 * People are looked up by their ids, one by one. Said plainly, each of these would invite Postgres in the first minute
 * of a large database, when it has counted nobody yet, to read everybody for each of them.
 */
export const isOf = (row: string, connectionId: string): string =>
  `(${row}.connection_id = ${connectionId}) is true`

export const isThere = (user: string): string => `(${user}.deleted_at is null) is true`

const columns = `
  g.organization_id "organizationId", p.connection_id "connectionId", g.id, g.name, g.version,
  p.external_id "externalId", p.created_at "createdAt", p.changed_at "changedAt", p.is_awaited "isAwaited",
  p.is_mapped "isMapped"`

export const anyones = `
  select ${columns}
  from groups g
  join provisioned_groups p on p.organization_id = g.organization_id and p.group_id = g.id
  where g.organization_id = :organizationId`

const one = `${anyones} and g.id = :id and p.connection_id = :connectionId`

async function read(tx: Tx, sql: string, of: Owner, id: string): Promise<ProvisionedGroup> {
  const { organizationId, connectionId } = of
  const [found] = isId(id.toLowerCase())
    ? await select<ProvisionedGroup>(tx, sql, { organizationId, connectionId, id: id.toLowerCase() })
    : []
  if (!found) throw new Refusal('not-found', { what: 'group' })
  return found
}

export const find = (tx: Tx, of: Owner, id: string) => read(tx, one, of, id)

/** Whichever connection it belongs to: for those who look after all of them. */
export async function findOfAny(tx: Tx, organizationId: string, id: string): Promise<ProvisionedGroup> {
  const [found] = isId(id)
    ? await select<ProvisionedGroup>(tx, `${anyones} and p.group_id = :id`, { organizationId, id })
    : []
  if (!found) throw new Refusal('not-found', { what: 'group' })
  return found
}

/** Where a provider keeps it, held like this before anybody is moved: so everybody takes group and members. */
export async function holdIfKept(tx: Tx, organizationId: string, groupId: string): Promise<void> {
  await select(tx, `${anyones} and g.id = :groupId for no key update of g, p`, { organizationId, groupId })
}

/** Both rows: a team that was given up while we waited is not found any more. */
export const lock = (tx: Tx, of: Owner, id: string) => read(tx, `${one} for no key update of g, p`, of, id)

/** Held against everybody who would join or promise it meanwhile, for it will be archived. */
export const lockToEnd = (tx: Tx, of: Owner, id: string) => read(tx, `${one} for update of g, p`, of, id)

/** Undefined where the name is taken: the index decides. */
export async function insert(
  tx: Tx,
  row: Owner & { id: string; name: string; externalId: string | null },
  now: Date,
): Promise<ProvisionedGroup | undefined> {
  const made = await select(
    tx,
    `with team as (
       insert into groups (organization_id, id, kind, name, created_at)
       values (:organizationId, :id, 'team', :name, :now) on conflict do nothing returning id
     )
     insert into provisioned_groups (organization_id, group_id, connection_id, external_id, created_at, changed_at)
     select :organizationId, id, :connectionId, :externalId, :now, :now from team returning group_id`,
    { ...row, now },
  )
  const fresh = { createdAt: now, changedAt: now, version: 1, isAwaited: false, isMapped: false }
  return made.length > 0 ? { ...row, ...fresh } : undefined
}

export interface NameHolder {
  /** It was made in Usher, and belongs to no connection: an owner can link it. */
  isLocal: boolean
  /** Set where it waits for this connection to name it. */
  awaitedId: string | null
}

export async function holderOf(tx: Tx, of: Owner, name: string): Promise<NameHolder | undefined> {
  const { organizationId, connectionId } = of
  const [found] = await select<NameHolder>(
    tx,
    `select p.group_id is null "isLocal",
            case when p.is_awaited and p.connection_id = :connectionId then p.group_id end "awaitedId"
     from groups g
     left join provisioned_groups p on p.organization_id = g.organization_id and p.group_id = g.id
     where g.organization_id = :organizationId and g.kind = 'team' and lower(g.name) = lower(:name)
       and g.archived_at is null`,
    { organizationId, connectionId, name },
  )
  return found
}

/** A team there is becomes a connection's, which is to name it yet. */
export async function link(tx: Tx, of: Owner, groupId: string, now: Date): Promise<void> {
  await Rows.query(tx).insert({
    ...of,
    groupId,
    externalId: null,
    createdAt: now,
    changedAt: now,
    isAwaited: true,
  })
}

/** What it is called, and that it is not as it was. Once for a request, whatever the request changed. */
export async function save(
  tx: Tx,
  group: ProvisionedGroup,
  change: { name: string; externalId: string | null },
  now: Date,
): Promise<ProvisionedGroup> {
  const { organizationId, id } = group
  await tx.raw(
    `with moved as (
       update provisioned_groups set external_id = :externalId, changed_at = :now, is_awaited = false
       where organization_id = :organizationId and group_id = :id
     )
     update groups set name = :name, version = version + 1 where organization_id = :organizationId and id = :id`,
    { organizationId, id, ...change, now },
  )
  return { ...group, ...change, version: group.version + 1, changedAt: now, isAwaited: false }
}

/** The connection lets go of the team, and with it of what the team is mapped to. */
export async function remove(tx: Tx, { organizationId, id }: ProvisionedGroup): Promise<void> {
  await Rows.query(tx).delete().where({ organizationId, groupId: id })
}

export interface Keeper {
  id: string
  name: string
}

/** The connection that a team belongs to, while it lives. */
export async function keeperOf(tx: Tx, organizationId: string, groupId: string): Promise<Keeper | null> {
  const [found] = await select<Keeper>(
    tx,
    `select c.id, c.name from provisioned_groups p
     join connections c on c.organization_id = p.organization_id and c.id = p.connection_id and c.ended_at is null
     where p.organization_id = :organizationId and p.group_id = :groupId`,
    { organizationId, groupId },
  )
  return found ?? null
}

/** The group is not as it was, where one of these people is its connection's: nobody else is seen in it. */
export async function touch(
  tx: Tx,
  organizationId: string,
  groupId: string,
  userIds: string[],
  now: Date,
): Promise<boolean> {
  const touched = await select(
    tx,
    `with held as (
       select g.id from groups g
       join provisioned_groups p on p.organization_id = g.organization_id and p.group_id = g.id
       where g.organization_id = :organizationId and g.id = :groupId and exists (
         select from provisioned_users u where u.organization_id = p.organization_id
           and u.user_id = any(:userIds::uuid[]) and ${isOf('u', 'p.connection_id')})
       for no key update of g, p
     ), ${movingOn}
     select id from held`,
    { organizationId, groupId, userIds, now },
  )
  return touched.length > 0
}

/** Somebody who is seen no more, or seen again: so is every group of theirs. */
export const touchAllOf = (tx: Tx, organizationId: string, userId: string, now: Date): Promise<void> =>
  touchAllOfMany(tx, organizationId, [userId], now)

export async function touchAllOfMany(
  tx: Tx,
  organizationId: string,
  userIds: string[],
  now: Date,
): Promise<void> {
  await tx.raw(
    `with held as (
       select g.id from provisioned_users u
       join group_members m on m.organization_id = u.organization_id and m.user_id = u.user_id
       join provisioned_groups p on p.organization_id = m.organization_id and p.group_id = m.group_id
         and p.connection_id = u.connection_id
       join groups g on g.organization_id = p.organization_id and g.id = p.group_id
       where u.organization_id = :organizationId and u.user_id = any(:userIds::uuid[])
       order by g.id for no key update of g, p
     ), ${movingOn}
     select id from held`,
    { organizationId, userIds, now },
  )
}

/** Of groups that are held: their version, and when they were changed. */
const movingOn = `
  teams as (
    update groups g set version = version + 1 from held
    where g.organization_id = :organizationId and g.id = held.id
  ), rows as (
    update provisioned_groups p set changed_at = :now from held
    where p.organization_id = :organizationId and p.group_id = held.id
  )`

/** Everybody leaves every group of the connection; each of those is not as it was. Answers which they are. */
export async function leaveAll(tx: Tx, of: Owner, userIds: string[], now: Date): Promise<string[]> {
  const { organizationId, connectionId } = of
  const rows = await select<{ id: string }>(
    tx,
    `with held as (
       select g.id from groups g
       join provisioned_groups p on p.organization_id = g.organization_id and p.group_id = g.id
       where g.organization_id = :organizationId and p.connection_id = :connectionId and g.id in (
         select m.group_id from group_members m
         where m.organization_id = :organizationId and m.user_id = any(:userIds::uuid[]))
       order by g.id for no key update of g, p
     ), gone as (
       delete from group_members m using held
       where m.organization_id = :organizationId and m.group_id = held.id and m.user_id = any(:userIds::uuid[])
     ), ${movingOn}
     select id from held`,
    { organizationId, connectionId, userIds, now },
  )
  return rows.map((it) => it.id)
}

type Person = Pick<User, 'id' | 'displayName' | 'firstName' | 'lastName' | 'email' | 'phone'>
const toNamed = (it: Person): Named => ({ id: it.id, name: nameOf(it) })
const person = `u.id, u.display_name "displayName", u.first_name "firstName", u.last_name "lastName", u.email, u.phone`
/** Those of its people that the connection knows. Others may belong to a team that was linked by hand. */
export async function membersOf(tx: Tx, group: ProvisionedGroup): Promise<Named[]> {
  const { organizationId, connectionId, id } = group
  const rows = await select<Person>(
    tx,
    `select member.*
     from (select user_id from group_members
           where organization_id = :organizationId and group_id = :id order by user_id) m
     cross join lateral (
       select ${person} from users u
       join provisioned_users p on p.organization_id = u.organization_id and p.user_id = u.id
       where u.organization_id = :organizationId and u.id = m.user_id and ${isThere('u')}
         and ${isOf('p', ':connectionId')} limit 1
     ) member`,
    { organizationId, connectionId, id },
  )
  return rows.map(toNamed)
}

/**
 * People stand still, in the order in which everybody takes them, before the group does: those who are named, and the
 * members of the group where one is given. Answers the named who are users of the connection.
 */
export async function holdPeople(tx: Tx, of: Owner, ids: string[], groupId: string | null): Promise<Named[]> {
  const { organizationId, connectionId } = of
  const wanted = new Set(ids.map((it) => it.toLowerCase()).filter(isId))
  if (wanted.size === 0 && groupId === null) return []
  const rows = await select<Person>(
    tx,
    `select held.*
     from (
       select id from unnest(:ids::uuid[]) named(id)
       union
       select m.user_id from group_members m
       where m.organization_id = :organizationId and m.group_id = :groupId::uuid
       order by id
     ) it
     cross join lateral (
       select ${person} from users u
       join provisioned_users p on p.organization_id = u.organization_id and p.user_id = u.id
       where u.organization_id = :organizationId and u.id = it.id and ${isThere('u')}
         and ${isOf('p', ':connectionId')}
       for no key update of u
     ) held`,
    { organizationId, connectionId, groupId, ids: [...wanted] },
  )
  return rows.filter((it) => wanted.has(it.id)).map(toNamed)
}

export interface Moved {
  joined: string[]
  left: string[]
  /** Of those who were to join, who was taken away while we waited for them. */
  unknown: string[]
}

/** Two set statements in one. Whoever is in it already, or not in it at all, is not among the moved. */
export async function move(
  tx: Tx,
  group: ProvisionedGroup,
  said: { joining: string[]; leaving: string[]; isWhole: boolean },
  now: Date,
): Promise<Moved> {
  const { organizationId, connectionId, id } = group
  const { joining, isWhole } = said
  const leaving = said.leaving.map((it) => it.toLowerCase()).filter(isId)
  if (joining.length === 0 && leaving.length === 0 && !isWhole) return { joined: [], left: [], unknown: [] }
  const [found] = await select<Moved>(
    tx,
    `with wanted as (
       select it.user_id, p.user_id is not null is_known
       from unnest(:joining::uuid[]) it(user_id)
       left join provisioned_users p on p.organization_id = :organizationId and p.user_id = it.user_id
         and ${isOf('p', ':connectionId')}
     ), joined as (
       insert into group_members (organization_id, group_id, user_id, created_at)
       select :organizationId, :id, user_id, :now from wanted where is_known
       on conflict do nothing returning user_id
     ), gone as (
       delete from group_members m
       where m.organization_id = :organizationId and m.group_id = :id
         and ${isWhole ? 'not exists (select from wanted where wanted.user_id = m.user_id)' : 'm.user_id = any(:leaving::uuid[])'}
         and exists (select from provisioned_users p
           where p.organization_id = m.organization_id and p.user_id = m.user_id and ${isOf('p', ':connectionId')})
       returning user_id
     )
     select array(select user_id from joined) joined, array(select user_id from gone) "left",
            array(select user_id from wanted where not is_known) unknown`,
    { organizationId, connectionId, id, joining, leaving, now },
  )
  return found ?? { joined: [], left: [], unknown: [] }
}
