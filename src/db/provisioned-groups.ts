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
}

const Rows = rowOf<
  Owner & { groupId: string; externalId: string | null; createdAt: Date; changedAt: Date; isAwaited: boolean }
>('provisioned_groups', ['organizationId', 'groupId'])

const columns = `
  g.organization_id "organizationId", p.connection_id "connectionId", g.id, g.name, g.version,
  p.external_id "externalId", p.created_at "createdAt", p.changed_at "changedAt", p.is_awaited "isAwaited"`

const one = `
  select ${columns}
  from groups g
  join provisioned_groups p on p.organization_id = g.organization_id and p.group_id = g.id
  where g.organization_id = :organizationId and g.id = :id and p.connection_id = :connectionId`

async function read(tx: Tx, sql: string, of: Owner, id: string): Promise<ProvisionedGroup> {
  const { organizationId, connectionId } = of
  const [found] = isId(id.toLowerCase())
    ? await select<ProvisionedGroup>(tx, sql, { organizationId, connectionId, id: id.toLowerCase() })
    : []
  if (!found) throw new Refusal('not-found', { what: 'group' })
  return found
}

export const find = (tx: Tx, of: Owner, id: string) => read(tx, one, of, id)

/** Both rows: a team that was given up while we waited is not found any more. */
export const lock = (tx: Tx, of: Owner, id: string) => read(tx, `${one} for no key update`, of, id)

/** Held against everybody who would join or promise it meanwhile, for it will be archived. */
export const lockToEnd = (tx: Tx, of: Owner, id: string) => read(tx, `${one} for update`, of, id)

export async function insert(
  tx: Tx,
  row: Owner & { groupId: string; externalId: string | null; isAwaited: boolean },
  now: Date,
): Promise<void> {
  await Rows.query(tx).insert({ ...row, createdAt: now, changedAt: now })
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

type Person = Pick<User, 'id' | 'displayName' | 'firstName' | 'lastName' | 'email' | 'phone'>
const toNamed = (it: Person): Named => ({ id: it.id, name: nameOf(it) })
const person = `u.id, u.display_name "displayName", u.first_name "firstName", u.last_name "lastName", u.email, u.phone`
const ofConnection = `
  exists (select from provisioned_users p where p.organization_id = u.organization_id and p.user_id = u.id
    and p.connection_id = :connectionId)`

/** Those of its people that the connection knows. Others may belong to a team that was linked by hand. */
export async function membersOf(tx: Tx, group: ProvisionedGroup): Promise<Named[]> {
  const { organizationId, connectionId, id } = group
  const rows = await select<Person>(
    tx,
    `select ${person} from group_members m
     join users u on u.organization_id = m.organization_id and u.id = m.user_id
     where m.organization_id = :organizationId and m.group_id = :id and u.deleted_at is null and ${ofConnection}
     order by u.id`,
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
    `select ${person} from users u
     where u.organization_id = :organizationId and u.id = any(
       :ids::uuid[] || array(select m.user_id from group_members m
                             where m.organization_id = :organizationId and m.group_id = :groupId::uuid))
       and u.deleted_at is null and ${ofConnection}
     order by u.id for no key update of u`,
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
    `with joined as (
       insert into group_members (organization_id, group_id, user_id, created_at)
       select :organizationId, :id, user_id, :now from unnest(:joining::uuid[]) it(user_id)
       on conflict do nothing returning user_id
     ), gone as (
       delete from group_members m
       where m.organization_id = :organizationId and m.group_id = :id
         and case when :isWhole
           then not exists (select from unnest(:joining::uuid[]) it(user_id) where it.user_id = m.user_id)
           else m.user_id = any(:leaving::uuid[]) end
         and exists (select from provisioned_users p
           where p.organization_id = m.organization_id and p.user_id = m.user_id and p.connection_id = :connectionId)
       returning user_id
     )
     select array(select user_id from joined) joined, array(select user_id from gone) "left"`,
    { organizationId, connectionId, id, joining, leaving, isWhole, now },
  )
  return found ?? { joined: [], left: [] }
}
