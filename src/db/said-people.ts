import { type SearchText, searchText } from '../domain/search-text.ts'
import type { User } from '../domain/user.ts'
import type { ProvisionedUser } from './provisioned-users.ts'
import { type Columns, columnsOf, given, INTEGERS } from './rows-of.ts'
import type { Piece } from './together.ts'

/** A person as a provider leaves them: their row, and what is remembered for the provider. */
export interface SaidPerson {
  user: User
  row: ProvisionedUser
}

/** Columns of a person that a provider's word can reach. */
const userColumns: Columns<Pick<User, SaidColumn> & SearchText> = {
  id: 'uuid',
  email: 'text',
  address: 'text',
  phone: 'text',
  deliveryEmail: 'text',
  firstName: 'text',
  lastName: 'text',
  displayName: 'text',
  gender: 'text',
  birthday: 'date',
  position: 'text',
  managerId: 'uuid',
  avatarUrl: 'text',
  departmentId: 'uuid',
  unitId: 'uuid',
  emailVerifiedAt: 'timestamptz',
  invitedAt: 'timestamptz',
  activatedAt: 'timestamptz',
  suspendedAt: 'timestamptz',
  deletedAt: 'timestamptz',
  purgeAt: 'timestamptz',
  searchText: 'text',
  searchCodes: INTEGERS,
  sortName: 'text',
}

type SaidColumn =
  | 'id'
  | 'email'
  | 'address'
  | 'phone'
  | 'deliveryEmail'
  | 'firstName'
  | 'lastName'
  | 'displayName'
  | 'gender'
  | 'birthday'
  | 'position'
  | 'managerId'
  | 'avatarUrl'
  | 'departmentId'
  | 'unitId'
  | 'emailVerifiedAt'
  | 'invitedAt'
  | 'activatedAt'
  | 'suspendedAt'
  | 'deletedAt'
  | 'purgeAt'

const rowColumns: Columns<Omit<ProvisionedUser, 'organizationId' | 'connectionId'>> = {
  userId: 'uuid',
  externalId: 'text',
  userName: 'text',
  userNameKey: 'text',
  kept: 'jsonb',
  resource: 'jsonb',
  emailKeys: 'text[]',
  said: 'text[]',
  saidActive: 'boolean',
  unknownManager: 'text',
  createdAt: 'timestamptz',
  changedAt: 'timestamptz',
}

const usersOf = (people: SaidPerson[]) =>
  given(
    'n',
    userColumns,
    people.map(({ user }) => userRowOf(user)),
  )

const userRowOf = (user: User): Pick<User, SaidColumn> & SearchText => {
  const { searchText: text, searchCodes, sortName } = searchText(user)
  return {
    id: user.id,
    email: user.email,
    address: user.address,
    phone: user.phone,
    deliveryEmail: user.deliveryEmail,
    firstName: user.firstName,
    lastName: user.lastName,
    displayName: user.displayName,
    gender: user.gender,
    birthday: user.birthday,
    position: user.position,
    managerId: user.managerId,
    avatarUrl: user.avatarUrl,
    departmentId: user.departmentId,
    unitId: user.unitId,
    emailVerifiedAt: user.emailVerifiedAt,
    invitedAt: user.invitedAt,
    activatedAt: user.activatedAt,
    suspendedAt: user.suspendedAt,
    deletedAt: user.deletedAt,
    purgeAt: user.purgeAt,
    searchText: text,
    searchCodes,
    sortName,
  }
}

const rowsOf = (people: SaidPerson[]) =>
  given(
    'r',
    rowColumns,
    people.map(({ row }) => row),
  )

/** Whether they are written at all, and where their department is found by the same statement. */
interface When {
  where: string
  department: string
}

const always: When = { where: 'true', department: 'n.department_id' }

/** New people with what the provider is remembered to have said, and the role everybody begins with. */
export function inserting(
  { organizationId, connectionId, now }: { organizationId: string; connectionId: string; now: Date },
  people: SaidPerson[],
  grants: { id: string; userId: string; roleId: string }[],
  { where, department }: When = always,
): Piece | null {
  if (people.length === 0) return null
  const [n, r, g] = [usersOf(people), rowsOf(people), given('g', grantColumns, grants)]
  return {
    sql: `
  made as (
    insert into users (organization_id, origin, created_at, ${columnsOf(userColumns)})
    select :organizationId, 'scim', :now, ${columnsOf(userColumns, 'n.').replace('n.department_id', department)}
    from ${n.from} where ${where}
  ), remembered as (
    insert into provisioned_users (organization_id, connection_id, ${columnsOf(rowColumns)})
    select :organizationId, :connectionId, ${columnsOf(rowColumns, 'r.')} from ${r.from} where ${where}
  ), given as (
    insert into grants (organization_id, id, user_id, role_id, source, created_at)
    select :organizationId, g.id, g.user_id, g.role_id, 'scim', :now from ${g.from} where ${where}
  )`,
    bindings: { organizationId, connectionId, now, ...n.bindings, ...r.bindings, ...g.bindings },
  }
}

const grantColumns = { id: 'uuid', userId: 'uuid', roleId: 'uuid' }

const overwritten = (columns: object, table: string) =>
  Object.keys(columns)
    .map((it) => it.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`))
    .map((it) => `${it} = ${table}.${it}`)
    .join(', ')

/** People who were there, as they are now; whoever was another connection's, or nobody's, is this one's from now on. */
export function saving(
  { organizationId, connectionId }: { organizationId: string; connectionId: string },
  people: SaidPerson[],
): Piece | null {
  if (people.length === 0) return null
  const [n, r] = [usersOf(people), rowsOf(people)]
  return {
    sql: saved(n.from, r.from),
    bindings: { organizationId, connectionId, ...n.bindings, ...r.bindings },
  }
}

const { id: _, ...changeable } = userColumns
const { userId: __, ...remembered } = rowColumns

const saved = (users: string, rows: string) => `
  changed as (
    update users u set version = u.version + 1, ${overwritten(changeable, 'n')}
    from ${users} where u.organization_id = :organizationId and u.id = n.id
  ), back as (
    delete from deprovisioned_users d using ${rows}
    where d.organization_id = :organizationId and d.user_id = r.user_id
  ), remembered as (
    insert into provisioned_users (organization_id, connection_id, ${columnsOf(rowColumns)})
    select :organizationId, :connectionId, ${columnsOf(rowColumns, 'r.')} from ${rows} where true
    on conflict (organization_id, user_id) do update
      set connection_id = excluded.connection_id, ${overwritten(remembered, 'excluded')}
  )`
