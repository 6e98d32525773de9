import * as grants from '../../db/grants.ts'
import { isId } from '../../db/id.ts'
import { belongings, place } from '../../db/people-met.ts'
import { factsFrom, type ProvisionedPerson, type ProvisionedUser } from '../../db/provisioned-users.ts'
import * as users from '../../db/users.ts'
import { authorizeGrant } from '../../domain/policy.ts'
import type { Named, SaidUser, UserFacts, UserFields } from '../../domain/provisioned.ts'
import { Refusal } from '../../domain/refusal.ts'
import {
  changedFields,
  departmentFrom,
  emailKeysOf,
  isKeptSame,
  mustBeAtHome,
  mustBeNames,
  readFields,
  type SaidField,
  saidAfter,
  userNameKey,
} from '../../domain/said-user.ts'
import type { User } from '../../domain/user.ts'
import { departmentsOf } from './departments.ts'
import { type Holding, mustHoldOwners } from './owners.ts'
import { verifiedAfter } from './person-after.ts'
import type { Provisioning } from './provisioning.ts'

/** Somebody as a request leaves them. */
export interface PersonChange {
  user: User
  row: ProvisionedUser
  department: Named | null
  manager: Named | null
  /** Columns that are not what they were. */
  columns: (keyof User)[]
  suspends: boolean
  enables: boolean
  /** Something that has no column: what it is called at the provider, or what is kept for it. */
  isKept: boolean
}

type Belonging = Pick<PersonChange, 'department' | 'manager'> & { unknownManager: string | null }

/** What a request says otherwise than it is. */
export interface Otherwise {
  names: SaidField[]
  /** The provider's new word about `active`. */
  word: boolean | null
  isKept: boolean
}

/** Null where what is said is so already. */
export function otherwiseOf(
  before: ProvisionedPerson,
  shown: UserFacts,
  { fields }: SaidUser,
): Otherwise | null {
  const names = changedFields(shown, fields, before.said)
  const isNewWord = fields.isActive !== null && fields.isActive !== before.saidActive
  const isKept = !isKeptSame(shown, fields)
  if (names.length === 0 && !isNewWord && !isKept) return null
  mustBeNames(fields)
  return { names, word: isNewWord ? fields.isActive : null, isKept }
}

/** Null where it comes to the same. */
export async function changeOf(
  it: Provisioning,
  holding: Holding,
  before: ProvisionedPerson,
  shown: UserFacts,
  said: SaidUser,
): Promise<PersonChange | null> {
  const otherwise = otherwiseOf(before, shown, said)
  if (!otherwise) return null
  const read = await readChanged(it, said.fields, otherwise.names)
  const belonging = await belongingAfter(it, holding, before, said.fields, otherwise.names)
  const change = changeTo({ before, shown, said, otherwise, read, belonging, now: it.now })
  if (change) await mustBeWithinCeiling(it, before.id, change.columns)
  return change
}

/** What is nobody's business but their own: nothing else has to be looked at for it. */
const plain: ReadonlySet<string> = new Set([
  'firstName',
  'lastName',
  'displayName',
  'position',
  'gender',
  'birthday',
  'avatarUrl',
])

export const arePlain = (names: readonly string[]): boolean => names.every((it) => plain.has(it))

/** The same for what is plain: decided on what was seen of them, and on nothing else. */
export function plainChangeOf(
  before: ProvisionedPerson,
  shown: UserFacts,
  said: SaidUser,
  otherwise: Otherwise,
  now: Date,
): PersonChange | null {
  const read = readFields(said.fields, otherwise.names, now)
  return changeTo({ before, shown, said, otherwise, read, belonging: belongingNow(before), now })
}

interface Decided {
  before: ProvisionedPerson
  shown: UserFacts
  said: SaidUser
  otherwise: Otherwise
  read: Partial<User>
  belonging: Belonging
  now: Date
}

function changeTo({ before, shown, said, otherwise, read, belonging, now }: Decided): PersonChange | null {
  const { word } = otherwise
  const user = personAfter(before, { ...read, ...idsOf(belonging, before) }, word, now)
  if (!user.email && !user.phone) throw new Refusal('contact-missing')
  const columns = changedColumns.filter((column) => user[column] !== before[column])
  const isKept = otherwise.isKept || belonging.unknownManager !== before.unknownManager
  if (columns.length === 0 && word === null && !isKept) return null
  return {
    ...belonging,
    user,
    columns,
    isKept,
    suspends: before.suspendedAt === null && user.suspendedAt !== null,
    enables: before.suspendedAt !== null && user.suspendedAt === null,
    row: rowAfter(before, shown, said, belonging.unknownManager, now),
  }
}

/** The organization is asked for its domains only where an address is new. */
async function readChanged(
  { tx, actor, now }: Provisioning,
  fields: UserFields,
  names: SaidField[],
): Promise<Partial<User>> {
  const read = readFields(fields, names, now)
  const there = read.email ? await place(tx, actor) : null
  if (there) mustBeAtHome(read, there.organization)
  return read
}

async function belongingAfter(
  it: Provisioning,
  holding: Holding,
  before: ProvisionedPerson,
  fields: UserFields,
  names: SaidField[],
): Promise<Belonging> {
  const department = names.includes('department')
  const manager = names.includes('managerId')
  const now = belongingNow(before)
  if (!department && !manager) return now
  const named = departmentFrom(fields)
  const found = await belongings(it.tx, it.actor, {
    department: department ? named : null,
    managerId: manager && fields.managerId && isId(fields.managerId) ? fields.managerId : null,
  })
  if (manager) await mustBeNoCircle(it, holding, before, found.manager)
  const [placed] = department ? await departmentsOf(it, [found.department ?? named]) : [now.department]
  return {
    department: placed ?? null,
    ...(manager
      ? { manager: found.manager, unknownManager: found.manager ? null : fields.managerId }
      : { manager: now.manager, unknownManager: now.unknownManager }),
  }
}

const belongingNow = (before: ProvisionedPerson): Belonging => ({
  department:
    before.department && before.departmentId ? { id: before.departmentId, name: before.department } : null,
  manager:
    before.knownManagerId && before.managerName
      ? { id: before.knownManagerId, name: before.managerName }
      : null,
  unknownManager: before.unknownManager,
})

/** Two who are made each other's manager at once are asked one after the other. */
async function mustBeNoCircle(
  { tx, actor }: Provisioning,
  holding: Holding,
  { id, managerId }: ProvisionedPerson,
  manager: Named | null,
): Promise<void> {
  if (!manager || manager.id === managerId) return
  mustHoldOwners(holding)
  if (await users.isManagedBy(tx, actor.organizationId, manager.id, id)) throw new Refusal('manager-circle')
}

/** A manager of somebody else's choosing stays where the provider named nobody. */
const idsOf = ({ department, manager, unknownManager }: Belonging, before: ProvisionedPerson) => ({
  departmentId: department?.id ?? null,
  managerId:
    manager?.id ?? (before.knownManagerId === null && unknownManager === null ? before.managerId : null),
})

function personAfter(before: ProvisionedPerson, read: Partial<User>, word: boolean | null, now: Date): User {
  return {
    ...before,
    ...read,
    emailVerifiedAt: verifiedAfter(before, read, now),
    suspendedAt: word === null ? before.suspendedAt : word ? null : (before.suspendedAt ?? now),
    activatedAt: before.activatedAt ?? now,
  }
}

/** What somebody sees of a person, or signs them in. */
const changedColumns = [
  'email',
  'address',
  'phone',
  'deliveryEmail',
  'firstName',
  'lastName',
  'displayName',
  'position',
  'gender',
  'birthday',
  'avatarUrl',
  'managerId',
  'departmentId',
] as const

/** What one signs in with and where letters go are ways in: nobody turns those of somebody who may do more. */
async function mustBeWithinCeiling(
  { tx, actor, now }: Provisioning,
  userId: string,
  columns: (keyof User)[],
): Promise<void> {
  if (!columns.some((it) => it === 'address' || it === 'phone' || it === 'deliveryEmail')) return
  authorizeGrant(actor, await grants.heldBy(tx, actor.organizationId, userId, now))
}

const rowAfter = (
  before: ProvisionedPerson,
  shown: UserFacts,
  said: SaidUser,
  unknownManager: string | null,
  now: Date,
): ProvisionedUser => ({
  organizationId: before.organizationId,
  userId: before.id,
  connectionId: before.connectionId,
  externalId: said.fields.externalId,
  userName: said.fields.userName,
  userNameKey: userNameKey(said.fields.userName),
  kept: said.fields.kept,
  resource: said.resource,
  emailKeys: emailKeysOf(said),
  said: saidAfter(shown, said.fields, before.said),
  saidActive: said.fields.isActive ?? before.saidActive,
  unknownManager,
  createdAt: before.provisionedAt,
  changedAt: now,
})

/** As they are shown when it is saved. */
export const factsAfter = (
  { version, groups, sites }: ProvisionedPerson,
  { user, row, department, manager }: PersonChange,
): UserFacts =>
  factsFrom(
    user,
    row,
    {
      department: department?.name ?? null,
      knownManagerId: manager?.id ?? null,
      managerName: manager?.name ?? null,
      groups,
      sites,
    },
    { createdAt: row.createdAt, changedAt: row.changedAt, version: version + 1 },
  )
