import type { Tx } from '../../db/database.ts'
import { leftWithout } from '../../db/ending-grants.ts'
import * as grants from '../../db/grants.ts'
import { newId } from '../../db/id.ts'
import * as organizations from '../../db/organizations.ts'
import type { Place } from '../../db/people-met.ts'
import * as provisioned from '../../db/provisioned-users.ts'
import * as roles from '../../db/roles.ts'
import * as saidPeople from '../../db/said-people.ts'
import * as users from '../../db/users.ts'
import { isTheirs, type Known } from '../../domain/meeting.ts'
import { Refusal } from '../../domain/refusal.ts'
import { stateOf, type User } from '../../domain/user.ts'
import { endAccessOfAll } from '../users/end-access.ts'
import { ElsewhereMeanwhile } from './again-when-taken.ts'
import { rowOf, whoIs } from './make-people.ts'
import { mergeInvitations } from './merge-invitations.ts'
import { tellOfKeptOwner } from './owners.ts'
import type { Provisioning } from './provisioning.ts'
import type { Placed, ProvisionedOutcome } from './wanted.ts'
import { sendWelcomes } from './welcome.ts'

export type Taken = Placed & { person: Known }
type Outcomes = Map<number, ProvisionedOutcome>

interface TakenOver extends saidPeople.SaidPerson {
  n: number
  before: User
}

/**
 * Somebody was there, and is the provider's person from now on: invited or staged, taken away before, or confirmed by
 * an owner. What the provider does not say of them stays as it is.
 */
export async function takeOver(
  it: Provisioning,
  { connection, organization, role }: Place,
  asked: Taken[],
): Promise<Outcomes> {
  if (asked.length === 0) return new Map()
  const { tx, actor, now, note } = it
  const shutOut = asked.filter(
    ({ said, person }) => said.fields.isActive === false && person.state === 'active',
  )
  if (shutOut.length > 0) await organizations.lock(tx, actor.organizationId)
  const all = await lockAsJudged(tx, actor.organizationId, asked)
  const kept = await keptOwners(it, shutOut)
  const wanted = asked.filter(({ person }) => !kept.includes(person.id))
  const held = all.filter(({ id }) => !kept.includes(id))
  const merged = await mergeInvitations(
    it,
    held.filter((one) => stateOf(one) === 'invited'),
  )
  const people = wanted.map((one): TakenOver => {
    const before = held.find(({ id }) => id === one.person.id) as User
    const user = personAfter(one, before, merged.get(before.id) ?? {}, it)
    return { n: one.n, before, user, row: rowOf(one, user, { connectionId: actor.connectionId, now }) }
  })
  await saidPeople.save(tx, actor, people)
  const given = await giveDefault(it, role, people)
  await endAccessOfAll(
    tx,
    it.ctx,
    people.filter(({ before, user }) => !before.suspendedAt && user.suspendedAt).map(({ user }) => user),
    'suspended',
  )
  await note(
    ...people.map(({ before, user, row }) => ({
      act: 'user.link',
      targetKind: 'user' as const,
      targetId: user.id,
      before: { ...whoIs(before), state: stateOf(before) },
      after: {
        ...whoIs(user),
        state: stateOf(user),
        userName: row.userName,
        ...(given.includes(user.id) ? { roles: [role.name] } : {}),
      },
    })),
  )
  if (connection.sendsWelcome)
    await sendWelcomes(
      it,
      organization,
      people.filter(({ before }) => before.activatedAt === null).map(({ user }) => user),
    )
  const refused = asked.filter(({ person }) => kept.includes(person.id))
  return new Map([
    ...(await factsAfter(it, people)),
    ...refused.map(({ n }) => [n, { refusal: new Refusal('last-owner') }] as const),
  ])
}

/** Of those whom the provider makes inactive, whoever is the last owner stays as they are. */
async function keptOwners(it: Provisioning, shutOut: Taken[]): Promise<string[]> {
  if (shutOut.length === 0) return []
  const owners = await roles.lastingOwners(it.tx, it.actor.organizationId)
  const going = shutOut.filter(({ person }) => owners.includes(person.id))
  if (going.length < owners.length) return []
  const last = going.map(({ person }) => person.id)
  for (const id of last) await tellOfKeptOwner(it, id)
  return last
}

/** Held in the order in which everybody takes them, and still as they were when it was decided who they are. */
async function lockAsJudged(tx: Tx, organizationId: string, wanted: Taken[]): Promise<User[]> {
  const held = await users.lockThere(
    tx,
    organizationId,
    wanted.map(({ person }) => person.id),
  )
  const states = new Map(held.map((one) => [one.id, stateOf(one)]))
  if (wanted.some(({ person }) => states.get(person.id) !== person.state)) throw new ElsewhereMeanwhile()
  return held
}

/** What is said of them over what was known; active, unless the provider says otherwise or we did before it came. */
function personAfter(
  one: Taken,
  before: User,
  promised: Partial<User>,
  { actor: { connectionId }, now }: Provisioning,
): User {
  const { fields } = one.said
  const said = Object.fromEntries(Object.entries(one.read).filter(([, it]) => it !== null))
  const suspended = isTheirs(one.person, connectionId) ? null : before.suspendedAt
  const suspendedAt = fields.isActive === false ? (before.suspendedAt ?? now) : suspended
  return {
    ...before,
    ...promised,
    ...said,
    ...(one.department ? { departmentId: one.department.id } : {}),
    ...(one.manager && one.manager.id !== before.id ? { managerId: one.manager.id } : {}),
    emailVerifiedAt: verifiedAfter(before, one.read, now),
    activatedAt: before.activatedAt ?? now,
    suspendedAt,
    invitedAt: before.invitedAt,
    deletedAt: null,
    purgeAt: null,
    version: before.version + 1,
  }
}

/** The provider answers for a new address of whoever it made; of whoever was here before, only they can. */
export function verifiedAfter(before: User, read: Partial<User>, now: Date): Date | null {
  const isNew = read.address !== undefined && read.address !== before.address
  if (!isNew) return before.emailVerifiedAt
  return read.address && before.origin === 'scim' ? now : null
}

/** Whoever was staged, or lost their last role while they were away. */
async function giveDefault(
  { tx, actor, now }: Provisioning,
  role: Place['role'],
  people: TakenOver[],
): Promise<string[]> {
  const without = await leftWithout(
    tx,
    actor.organizationId,
    people.map(({ user }) => user.id),
  )
  await grants.giveByProvider(
    tx,
    without.map((userId) => ({
      organizationId: actor.organizationId,
      id: newId(now),
      userId,
      roleId: role.id,
      createdAt: now,
    })),
  )
  return without
}

async function factsAfter({ tx, actor }: Provisioning, people: TakenOver[]): Promise<Outcomes> {
  const found = await provisioned.findAll(
    tx,
    actor,
    people.map(({ user }) => user.id),
    { groups: true, sites: true },
  )
  return new Map(
    found.flatMap((one) => {
      const person = people.find(({ user }) => user.id === one.id)
      return person ? [[person.n, { user: provisioned.factsOf(one) }]] : []
    }),
  )
}
