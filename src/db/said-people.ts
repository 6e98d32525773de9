import { type SearchText, searchText } from '../domain/search-text.ts'
import type { User } from '../domain/user.ts'
import type { ProvisionedUser } from './provisioned-users.ts'
import { type Columns, columnsOf, recordOf, rowsIn } from './rows-of.ts'
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
  searchPieces: 'text[]',
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

const bindings = (people: SaidPerson[]) => ({
  users: rowsIn(
    people.map(({ user }) => ({ ...user, ...searchText(user) })),
    userColumns,
  ),
  rows: rowsIn(
    people.map(({ row }) => row),
    rowColumns,
  ),
})

const saidUsers = `jsonb_to_recordset(cast(:users as jsonb)) as n(${recordOf(userColumns)})`
const saidRows = `jsonb_to_recordset(cast(:rows as jsonb)) as r(${recordOf(rowColumns)})`

/** Whether they are written at all, and where their department is found by the same statement. */
interface When {
  where: string
  department: string
}

const always: When = { where: 'true', department: 'n.department_id' }

/** New people with what the provider is remembered to have said, and the role everybody begins with. */
export const inserting = (
  { organizationId, connectionId, now }: { organizationId: string; connectionId: string; now: Date },
  people: SaidPerson[],
  grants: { id: string; userId: string; roleId: string }[],
  when: When = always,
): Piece | null =>
  people.length === 0
    ? null
    : {
        sql: insertion(when),
        bindings: {
          organizationId,
          connectionId,
          now,
          ...bindings(people),
          grants: rowsIn(grants, grantColumns),
        },
      }

const grantColumns = { id: 'uuid', userId: 'uuid', roleId: 'uuid' }

const insertion = ({ where, department }: When) => `
  made as (
    insert into users (organization_id, origin, created_at, ${columnsOf(userColumns)})
    select :organizationId, 'scim', :now, ${columnsOf(userColumns, 'n.').replace('n.department_id', department)}
    from ${saidUsers} where ${where}
  ), remembered as (
    insert into provisioned_users (organization_id, connection_id, ${columnsOf(rowColumns)})
    select :organizationId, :connectionId, ${columnsOf(rowColumns, 'r.')} from ${saidRows} where ${where}
  ), given as (
    insert into grants (organization_id, id, user_id, role_id, source, created_at)
    select :organizationId, g.id, g.user_id, g.role_id, 'scim', :now
    from jsonb_to_recordset(cast(:grants as jsonb)) as g(${recordOf(grantColumns)}) where ${where}
  )`

const overwritten = (columns: object, table: string) =>
  Object.keys(columns)
    .map((it) => it.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`))
    .map((it) => `${it} = ${table}.${it}`)
    .join(', ')

/** People who were there, as they are now; whoever was another connection's, or nobody's, is this one's from now on. */
export const saving = (
  { organizationId, connectionId }: { organizationId: string; connectionId: string },
  people: SaidPerson[],
): Piece | null =>
  people.length === 0
    ? null
    : {
        sql: people.length === 1 ? savingOne : savingAll,
        bindings: { organizationId, connectionId, savedId: people[0]?.user.id, ...bindings(people) },
      }

const { id: _, ...changeable } = userColumns
const { userId: __, ...remembered } = rowColumns

/** One is found by the key, also where nobody has counted yet how many there are. */
const saved = (isOne: boolean) => `
  changed as (
    update users u set version = u.version + 1, ${overwritten(changeable, 'n')}
    from ${saidUsers} where u.organization_id = :organizationId and u.id = n.id
      ${isOne ? 'and u.id = :savedId' : ''}
  ), back as (
    delete from deprovisioned_users d using ${saidRows}
    where d.organization_id = :organizationId and d.user_id = r.user_id
      ${isOne ? 'and d.user_id = :savedId' : ''}
  ), remembered as (
    insert into provisioned_users (organization_id, connection_id, ${columnsOf(rowColumns)})
    select :organizationId, :connectionId, ${columnsOf(rowColumns, 'r.')} from ${saidRows}
    on conflict (organization_id, user_id) do update
      set connection_id = excluded.connection_id, ${overwritten(remembered, 'excluded')}
  )`

const savingOne = saved(true)
const savingAll = saved(false)
