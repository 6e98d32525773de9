import type { Named } from '../domain/provisioned.ts'
import { nameOf, type User } from '../domain/user.ts'
import type { Tx } from './database.ts'
import { isId } from './id.ts'
import { isOf, isThere, type Owner, type ProvisionedGroup } from './provisioned-groups.ts'
import { select } from './row.ts'

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
 * People stand still, and stay the connection's, before the group does and in the order in which everybody takes them:
 * those who are named, and the members of the group where one is given. Answers the named who are its users.
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
       for no key update of u for key share of p
     ) held`,
    { organizationId, connectionId, groupId, ids: [...wanted] },
  )
  return rows.filter((it) => wanted.has(it.id)).map(toNamed)
}

export interface Moved {
  joined: string[]
  left: string[]
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
  if (joining.length === 0 && leaving.length === 0 && !isWhole) return { joined: [], left: [] }
  const [found] = await select<Moved>(
    tx,
    `with wanted as (
       select user_id from unnest(:joining::uuid[]) it(user_id)
     ), joined as (
       insert into group_members (organization_id, group_id, user_id, created_at)
       select :organizationId, :id, user_id, :now from wanted
       on conflict do nothing returning user_id
     ), gone as (
       delete from group_members m
       where m.organization_id = :organizationId and m.group_id = :id
         and ${isWhole ? 'not exists (select from wanted where wanted.user_id = m.user_id)' : 'm.user_id = any(:leaving::uuid[])'}
         and exists (select from provisioned_users p
           where p.organization_id = m.organization_id and p.user_id = m.user_id and ${isOf('p', ':connectionId')})
       returning user_id
     )
     select array(select user_id from joined) joined, array(select user_id from gone) "left"`,
    { organizationId, connectionId, id, joining, leaving, now },
  )
  return found ?? { joined: [], left: [] }
}
