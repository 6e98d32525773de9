import type { Stamp } from '../domain/provisioned.ts'
import { Refusal } from '../domain/refusal.ts'
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
