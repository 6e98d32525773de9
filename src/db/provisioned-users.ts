import type { JsonObject } from '../domain/json.ts'
import type { Managed } from '../domain/managed-fields.ts'
import type { Named, UserFacts } from '../domain/provisioned.ts'
import { Refusal } from '../domain/refusal.ts'
import type { SaidField } from '../domain/said-user.ts'
import type { User } from '../domain/user.ts'
import { withMoments } from './ask-with-others.ts'
import type { Tx } from './database.ts'
import { Desks } from './desk.ts'
import { isId } from './id.ts'
import { prepared, select } from './row.ts'
import { userColumns, userMoments } from './users.ts'

/** What is remembered of a person for the provider they belong to. */
export interface ProvisionedUser {
  organizationId: string
  userId: string
  connectionId: string
  externalId: string | null
  userName: string
  userNameKey: string
  kept: JsonObject
  /** All of it as it would be shown, for filters. */
  resource: JsonObject
  emailKeys: string[]
  /** The fields it has filled. */
  said: SaidField[]
  /** Its last word about `active`: a repeated one changes nothing. */
  saidActive: boolean
  /** A manager it named whom we do not know, as it wrote them. */
  unknownManager: string | null
  createdAt: Date
  changedAt: Date
}

/** A person of a connection, with all that is shown of them and all that a change is decided by. */
export interface ProvisionedPerson extends User {
  connectionId: string
  externalId: string | null
  userName: string
  kept: JsonObject
  said: SaidField[]
  saidActive: boolean
  unknownManager: string | null
  provisionedAt: Date
  changedAt: Date
  department: string | null
  /** Their manager, where that is a person of this connection too: others are nobody's business here. */
  knownManagerId: string | null
  managerName: string | null
  groups: Named[] | null
  sites: Named[] | null
}

/** And whether they answer for the organization: then nothing is decided before its row is held. */
export interface LockedPerson extends ProvisionedPerson {
  holdsOwner: boolean
}

export interface Wants {
  groups: boolean
  sites: boolean
}

/** One by one, by the key: where nobody has counted yet, Postgres would rather read a table for each of its rows. */
const named = (condition: string) =>
  `coalesce((select jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name) order by g.name, g.id)
     from group_members m cross join lateral (
       select id, name, kind from groups
       where organization_id = m.organization_id and id = m.group_id offset 0) g
     where m.organization_id = u.organization_id and m.user_id = u.id and ${condition}), '[]')`

const teams = named(`(select t.connection_id from provisioned_groups t
  where t.organization_id = m.organization_id and t.group_id = m.group_id) = p.connection_id`)
const sites = named(`g.kind = 'site'`)

/** Of the rows `p`, `u`, `d`, `pm` and `mu`; for a list of any length as for one. */
export const personColumns = ({ groups: withGroups, sites: withSites }: Wants): string => `
  ${userColumns('u')}, p.connection_id "connectionId", p.external_id "externalId", p.user_name "userName", p.kept,
  p.said, p.said_active "saidActive", p.unknown_manager "unknownManager", p.created_at "provisionedAt",
  p.changed_at "changedAt", d.name department, pm.user_id "knownManagerId",
  coalesce(mu.display_name, nullif(concat_ws(' ', mu.first_name, mu.last_name), ''), mu.email, mu.phone) "managerName",
  ${withGroups ? teams : 'null'} groups, ${withSites ? sites : 'null'} sites`

const holdsOwner = `exists (select from grants g
  join roles r on r.organization_id = g.organization_id and r.id = g.role_id and r.key = 'owner'
  where g.organization_id = u.organization_id and g.user_id = u.id) "holdsOwner"`

/** As much of them as is shown. */
export type ShownPerson = Omit<
  ProvisionedPerson,
  | Exclude<keyof User, 'id' | 'suspendedAt' | 'version' | keyof UserFacts>
  | 'connectionId'
  | 'said'
  | 'saidActive'
>

type ShownUser = Omit<Pick<User, keyof User & keyof ShownPerson>, 'version'>
type ShownRow = Pick<ProvisionedUser, 'externalId' | 'userName' | 'kept' | 'unknownManager'>
type Belongs = Pick<ProvisionedPerson, 'department' | 'knownManagerId' | 'managerName' | 'groups' | 'sites'>

/** What the provider is shown of a person. */
export const factsOf = (it: ShownPerson): UserFacts =>
  factsFrom(it, it, it, { createdAt: it.provisionedAt, changedAt: it.changedAt, version: it.version })

/** The same of parts that nobody has laid on each other: that would cost more than all of this. */
export const factsFrom = (
  user: ShownUser,
  row: ShownRow,
  belongs: Belongs,
  { createdAt, changedAt, version }: Pick<UserFacts, 'createdAt' | 'changedAt' | 'version'>,
): UserFacts => ({
  id: user.id,
  externalId: row.externalId,
  userName: row.userName,
  isActive: user.suspendedAt === null,
  email: user.email,
  deliveryEmail: user.deliveryEmail,
  phone: user.phone,
  firstName: user.firstName,
  lastName: user.lastName,
  displayName: user.displayName,
  position: user.position,
  gender: user.gender,
  birthday: user.birthday,
  avatarUrl: user.avatarUrl,
  managerId: belongs.managerName === null ? row.unknownManager : belongs.knownManagerId,
  managerName: belongs.managerName,
  department: belongs.department,
  kept: row.kept,
  groups: belongs.groups,
  sites: belongs.sites,
  createdAt,
  changedAt,
  version,
})

interface Of {
  organizationId: string
  connectionId: string
}

const keysOf = ({ organizationId, connectionId }: Of): Of => ({ organizationId, connectionId })

const unknown = () => new Refusal('not-found', { what: 'user' })

/** One of the connection's own; anybody else is not there. */
export async function find(tx: Tx, of: Of, id: string, wants: Wants): Promise<ProvisionedPerson> {
  const [found] = isId(id) ? await prepared<ProvisionedPerson>(tx, one(wants), { ...keysOf(of), id }) : []
  if (!found) throw unknown()
  return found
}

const desks = new Desks<string, ProvisionedPerson | undefined>()

/** The same outside of a transaction, together with whoever else of the connection is looked for at that moment. */
export async function findWithOthers(tx: Tx, of: Of, id: string, wants: Wants): Promise<ProvisionedPerson> {
  const key = `${of.organizationId} ${of.connectionId} ${wants.groups} ${wants.sites}`
  const desk = desks.at(tx.client, key, (ids) => served(ids, (asked) => findAll(tx, of, asked, wants)))
  const found = isId(id) ? await desk.ask(id) : undefined
  if (!found) throw unknown()
  return found
}

function served<T extends { id: string }>(ids: string[], find: (ids: string[]) => Promise<T[]>) {
  const all = find(ids)
  return ids.map(async (id) => (await all).find((it) => it.id === id))
}

/**
 * Held against everybody who would change them meanwhile. Whoever had to wait for the row sees it as it is now, and
 * whatever is joined to it as it was when they came: then it is read again.
 */
export async function lock(tx: Tx, of: Of, id: string, wants: Wants): Promise<LockedPerson> {
  const [found] = isId(id)
    ? await prepared<LockedPerson & Came>(tx, oneHeld(wants), { ...keysOf(of), id })
    : []
  if (!found) throw unknown()
  const { cameVersion, ...held } = found
  if (held.version === cameVersion) return held
  return { ...held, ...(await find(tx, of, id, wants)) }
}

/** The version that a statement saw when it began. */
interface Came {
  cameVersion: number
}

const cameVersion = `(select c.version from users c
  where c.organization_id = u.organization_id and c.id = u.id) "cameVersion"`

/** Those of them who are there, in no order. As JSON: to take so many columns apart costs us more than to find them. */
export async function findAll(tx: Tx, of: Of, ids: string[], wants: Wants): Promise<ProvisionedPerson[]> {
  const [found] = await prepared<{ people: ProvisionedPerson[] }>(tx, many(wants), { ...keysOf(of), ids })
  return found?.people.map((it) => withMoments(it, moments)) ?? []
}

const moments: readonly (keyof ProvisionedPerson)[] = [...userMoments, 'provisionedAt', 'changedAt']

/** One by one, by the key: where nobody has counted yet, Postgres would rather read a table for each of its rows. */
const looks = (holding: string) => `
  cross join lateral (select * from users
    where organization_id = :organizationId and id = p.user_id offset 0 ${holding}) u
  left join lateral (select * from groups
    where organization_id = :organizationId and id = u.department_id offset 0) d on true
  left join lateral (select * from provisioned_users where organization_id = :organizationId
    and connection_id = :connectionId and user_id = u.manager_id offset 0) pm on true
  left join lateral (select * from users
    where organization_id = :organizationId and id = pm.user_id offset 0) mu on mu.deleted_at is null
  where u.deleted_at is null`

const ours = `select * from provisioned_users where organization_id = :organizationId
  and connection_id = :connectionId and user_id`

const ofOne = (wants: Wants): string =>
  `select ${personColumns(wants)} from (${ours} = :id offset 0) p ${looks('')}`
const ofOneHeld = (wants: Wants): string =>
  `select ${personColumns(wants)}, ${holdsOwner}, ${cameVersion}
   from (${ours} = :id offset 0) p ${looks('for no key update')}`
/** How many they are is not looked at before it is planned: no plan is the better for it, and each would be made anew. */
const ofMany = (wants: Wants): string =>
  `select coalesce(json_agg(found), '[]') people from (
     select ${personColumns(wants)} from unnest((select cast(:ids as uuid[]))) it(id)
     cross join lateral (${ours} = it.id offset 0) p ${looks('')}) found`

/** Each is written once for each of the wants: what is prepared is known by its text. */
const once = (write: (wants: Wants) => string) => {
  const written = new Map<string, string>()
  return (wants: Wants): string => {
    const key = `${wants.groups} ${wants.sites}`
    const sql = written.get(key) ?? write(wants)
    written.set(key, sql)
    return sql
  }
}
const [one, oneHeld, many] = [once(ofOne), once(ofOneHeld), once(ofMany)]

/** What a provider has said of somebody, for those who would change it by hand. Null: nobody has said anything. */
export interface SaidOf extends Managed {
  sendsWelcome: boolean
}

export async function saidOf(tx: Tx, organizationId: string, userId: string): Promise<SaidOf | null> {
  const [found] = await select<SaidOf>(
    tx,
    `select c.name connection, p.said fields, c.sends_welcome "sendsWelcome" from provisioned_users p
     join connections c on c.organization_id = p.organization_id and c.id = p.connection_id
     where p.organization_id = :organizationId and p.user_id = :userId`,
    { organizationId, userId },
  )
  return found ?? null
}

/** Whose they are no more: remembered until they are erased, so that they can be brought back. */
export async function remove(tx: Tx, organizationId: string, userId: string, now: Date): Promise<void> {
  await tx.raw(
    `with gone as (
       delete from provisioned_users where organization_id = :organizationId and user_id = :userId returning *
     )
     insert into deprovisioned_users (organization_id, user_id, connection_id, external_id, user_name_key, left_at)
     select organization_id, user_id, connection_id, external_id, user_name_key, :now from gone
     on conflict (organization_id, user_id) do update set connection_id = excluded.connection_id,
       external_id = excluded.external_id, user_name_key = excluded.user_name_key, left_at = excluded.left_at`,
    { organizationId, userId, now },
  )
}
