import { newId } from '../../db/id.ts'
import type { Place } from '../../db/people-met.ts'
import { factsFrom } from '../../db/provisioned-users.ts'
import * as saidPeople from '../../db/said-people.ts'
import type { UserFacts } from '../../domain/provisioned.ts'
import { emailKeysOf, type SaidField, saidFields, userNameKey } from '../../domain/said-user.ts'
import type { User } from '../../domain/user.ts'
import { welcoming } from '../welcomes/send-welcomes.ts'
import type { Provisioning } from './provisioning.ts'
import type { Placed } from './wanted.ts'

/** Nobody was there: new people, active by the provider's word, with the role everybody begins with. */
export async function makePeople(
  it: Provisioning,
  { connection, organization, role }: Place,
  wanted: Placed[],
): Promise<Map<number, UserFacts>> {
  const { actor, now, write } = it
  const people = wanted.map((one) => personOf(one, it))
  const grants = people.map((person) => grantOf(person, role, now))
  const welcomed = connection.sendsWelcome ? people.map(({ user }) => user) : []
  await write(
    people.map((person) => noteOf(person, role)),
    saidPeople.inserting({ ...actor, now }, people, grants),
    ...welcoming(it, organization, welcomed),
  )
  return new Map(people.map(({ user, row }, at) => [wanted[at]?.n ?? 0, shown(user, row, wanted[at])]))
}

export const grantOf = ({ user }: saidPeople.SaidPerson, role: Place['role'], now: Date) => ({
  id: newId(now),
  userId: user.id,
  roleId: role.id,
})

export const noteOf = ({ user, row }: saidPeople.SaidPerson, role: Place['role']) => ({
  act: 'user.provision',
  targetKind: 'user' as const,
  targetId: user.id,
  after: { ...whoIs(user), userName: row.userName, roles: [role.name], active: !user.suspendedAt },
})

/** What the audit tells of somebody who is new here. */
export const whoIs = ({ address, phone, firstName, lastName }: User) => ({
  address,
  phone,
  firstName,
  lastName,
})

export function personOf(one: Placed, it: Pick<Provisioning, 'actor' | 'now'>): saidPeople.SaidPerson {
  const { actor, now } = it
  const { said, read } = one
  const id = newId(now)
  // Each field by its name: a thousand people are written out at once, and to spread one over another is dear.
  const user: User = {
    organizationId: actor.organizationId,
    id,
    email: read.email ?? null,
    address: read.address ?? null,
    phone: read.phone ?? null,
    deliveryEmail: read.deliveryEmail ?? null,
    firstName: read.firstName ?? null,
    lastName: read.lastName ?? null,
    displayName: read.displayName ?? null,
    gender: read.gender ?? null,
    birthday: read.birthday ?? null,
    position: read.position ?? null,
    managerId: one.manager?.id ?? null,
    avatarUrl: read.avatarUrl ?? null,
    origin: 'scim',
    departmentId: one.department?.id ?? null,
    unitId: null,
    // The provider answers for the address of whoever it makes.
    emailVerifiedAt: read.email ? now : null,
    createdAt: now,
    invitedAt: null,
    activatedAt: now,
    registeredAt: null,
    suspendedAt: said.fields.isActive === false ? now : null,
    deletedAt: null,
    purgeAt: null,
    mustChangePassword: false,
    lockedUntil: null,
    lastLoginAt: null,
    lastActivityAt: null,
    version: 1,
  }
  return { user, row: rowOf(one, user, it) }
}

/** What is remembered of what a provider said when it made somebody. */
export const rowOf = (
  { said, manager }: Pick<Placed, 'said' | 'manager'>,
  { organizationId, id }: User,
  { actor: { connectionId }, now }: Pick<Provisioning, 'actor' | 'now'>,
): saidPeople.SaidPerson['row'] => ({
  organizationId,
  userId: id,
  connectionId,
  externalId: said.fields.externalId,
  userName: said.fields.userName,
  userNameKey: userNameKey(said.fields.userName),
  kept: said.fields.kept,
  resource: said.resource,
  emailKeys: emailKeysOf(said),
  said: saidFields.filter((it: SaidField) => said.fields[it] !== null),
  saidActive: said.fields.isActive ?? true,
  unknownManager: manager ? null : said.fields.managerId,
  createdAt: now,
  changedAt: now,
})

export const shown = (user: User, row: saidPeople.SaidPerson['row'], one: Placed | undefined): UserFacts =>
  factsFrom(
    user,
    row,
    {
      department: one?.department?.name ?? null,
      knownManagerId: one?.manager?.id ?? null,
      managerName: one?.manager?.name ?? null,
      groups: [],
      sites: [],
    },
    { createdAt: row.createdAt, changedAt: row.changedAt, version: user.version },
  )
