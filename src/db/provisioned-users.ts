import type { JsonObject } from '../domain/json.ts'
import type { Managed } from '../domain/managed-fields.ts'
import type { Named, UserFacts } from '../domain/provisioned.ts'
import { Refusal } from '../domain/refusal.ts'
import type { SaidField } from '../domain/said-user.ts'
import type { User } from '../domain/user.ts'
import type { Tx } from './database.ts'
import { isId } from './id.ts'
import { prepared, select } from './row.ts'
import { userColumns } from './users.ts'

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

const named = (from: string) =>
  `coalesce((select jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name) order by g.name, g.id)
     from group_members m ${from}
     where m.organization_id = u.organization_id and m.user_id = u.id), '[]')`

const teams = named(`join groups g on g.organization_id = m.organization_id and g.id = m.group_id
  join provisioned_groups t on t.organization_id = g.organization_id and t.group_id = g.id
    and t.connection_id = p.connection_id`)
const sites = named(
  `join groups g on g.organization_id = m.organization_id and g.id = m.group_id and g.kind = 'site'`,
)

/** Of the rows `p` and `u`; for a list of any length as for one. */
export const personColumns = ({ groups: withGroups, sites: withSites }: Wants): string => `
  ${userColumns('u')}, p.connection_id "connectionId", p.external_id "externalId", p.user_name "userName", p.kept,
  p.said, p.said_active "saidActive", p.unknown_manager "unknownManager", p.created_at "provisionedAt",
  p.changed_at "changedAt", d.name department, pm.user_id "knownManagerId",
  coalesce(mu.display_name, nullif(concat_ws(' ', mu.first_name, mu.last_name), ''), mu.email, mu.phone) "managerName",
  ${withGroups ? teams : 'null'} groups, ${withSites ? sites : 'null'} sites`

export const personJoins = `
  join users u on u.organization_id = p.organization_id and u.id = p.user_id and u.deleted_at is null
  left join groups d on d.organization_id = u.organization_id and d.id = u.department_id
  left join provisioned_users pm on pm.organization_id = u.organization_id and pm.user_id = u.manager_id
    and pm.connection_id = p.connection_id
  left join users mu on mu.organization_id = pm.organization_id and mu.id = pm.user_id and mu.deleted_at is null`

const holdsOwner = `exists (select from grants g
  join roles r on r.organization_id = g.organization_id and r.id = g.role_id and r.key = 'owner'
  where g.organization_id = u.organization_id and g.user_id = u.id) "holdsOwner"`

/** What the provider is shown of a person. */
export const factsOf = (it: ProvisionedPerson): UserFacts => ({
  id: it.id,
  externalId: it.externalId,
  userName: it.userName,
  isActive: it.suspendedAt === null,
  email: it.email,
  deliveryEmail: it.deliveryEmail,
  phone: it.phone,
  firstName: it.firstName,
  lastName: it.lastName,
  displayName: it.displayName,
  position: it.position,
  gender: it.gender,
  birthday: it.birthday,
  avatarUrl: it.avatarUrl,
  managerId: it.managerName === null ? it.unknownManager : it.knownManagerId,
  managerName: it.managerName,
  department: it.department,
  kept: it.kept,
  groups: it.groups,
  sites: it.sites,
  createdAt: it.provisionedAt,
  changedAt: it.changedAt,
  version: it.version,
})

interface Of {
  organizationId: string
  connectionId: string
}

const unknown = () => new Refusal('not-found', { what: 'user' })

/** One of the connection's own; anybody else is not there. */
export async function find(tx: Tx, of: Of, id: string, wants: Wants): Promise<ProvisionedPerson> {
  const [found] = isId(id) ? await read(tx, of, [id], wants) : []
  if (!found) throw unknown()
  return found
}

/**
 * Held against everybody who would change them meanwhile. Whoever had to wait for the row sees it as it is now, and
 * whatever is joined to it as it was when they came: then it is read again.
 */
export async function lock(tx: Tx, of: Of, id: string, wants: Wants): Promise<LockedPerson> {
  const [found] = isId(id) ? await read<LockedPerson & Came>(tx, of, [id], wants, true) : []
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

/** Those of them who are there, in no order. */
export const findAll = (tx: Tx, of: Of, ids: string[], wants: Wants): Promise<ProvisionedPerson[]> =>
  read(tx, of, ids, wants)

const read = <T extends ProvisionedPerson>(
  tx: Tx,
  { organizationId, connectionId }: Of,
  ids: string[],
  wants: Wants,
  isHeld = false,
): Promise<T[]> => prepared<T>(tx, statementFor(wants, isHeld), { organizationId, connectionId, ids })

const statements = new Map<string, string>()

/** Each is written once: what is prepared is known by its text. */
function statementFor(wants: Wants, isHeld: boolean): string {
  const key = `${wants.groups} ${wants.sites} ${isHeld}`
  const sql =
    statements.get(key) ??
    `select ${personColumns(wants)} ${isHeld ? `, ${holdsOwner}, ${cameVersion}` : ''}
     from provisioned_users p ${personJoins}
     where p.organization_id = :organizationId and p.connection_id = :connectionId
       and p.user_id = any(cast(:ids as uuid[])) ${isHeld ? 'for no key update of u' : ''}`
  statements.set(key, sql)
  return sql
}

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
