import * as grants from '../../db/grants.ts'
import { isId } from '../../db/id.ts'
import { belongings, place } from '../../db/people-met.ts'
import type { ProvisionedPerson, ProvisionedUser } from '../../db/provisioned-users.ts'
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
}

type Belonging = Pick<PersonChange, 'department' | 'manager'> & { unknownManager: string | null }

/** Null where what is said is so already. */
export async function changeOf(
  it: Provisioning,
  holding: Holding,
  before: ProvisionedPerson,
  shown: UserFacts,
  said: SaidUser,
): Promise<PersonChange | null> {
  const { fields } = said
  const names = changedFields(shown, fields, before.said)
  const isNewWord = fields.isActive !== null && fields.isActive !== before.saidActive
  const isKept = isKeptSame(shown, fields)
  if (names.length === 0 && !isNewWord && isKept) return null

  mustBeNames(fields)
  const read = await readChanged(it, fields, names)
  const belonging = await belongingAfter(it, holding, before, fields, names)
  const user = personAfter(
    before,
    { ...read, ...idsOf(belonging, before) },
    isNewWord ? fields.isActive : null,
    it.now,
  )
  if (!user.email && !user.phone) throw new Refusal('contact-missing')
  const columns = changedColumns.filter((column) => user[column] !== before[column])
  const isSame = columns.length === 0 && belonging.unknownManager === before.unknownManager
  if (isSame && !isNewWord && isKept) return null
  await mustBeWithinCeiling(it, before.id, columns)
  return {
    ...belonging,
    user,
    columns,
    suspends: before.suspendedAt === null && user.suspendedAt !== null,
    enables: before.suspendedAt !== null && user.suspendedAt === null,
    row: rowAfter(before, shown, said, belonging.unknownManager, it.now),
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
  const now: Belonging = {
    department:
      before.department && before.departmentId ? { id: before.departmentId, name: before.department } : null,
    manager:
      before.knownManagerId && before.managerName
        ? { id: before.knownManagerId, name: before.managerName }
        : null,
    unknownManager: before.unknownManager,
  }
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
