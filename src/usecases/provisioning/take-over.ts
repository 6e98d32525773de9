import { leftWithout } from '../../db/ending-grants.ts'
import { newId } from '../../db/id.ts'
import { voidAllOf } from '../../db/one-time-tokens.ts'
import type { Place } from '../../db/people-met.ts'
import { touchAllOfMany } from '../../db/provisioned-members.ts'
import * as provisioned from '../../db/provisioned-users.ts'
import * as mappings from '../../db/role-mappings.ts'
import * as saidPeople from '../../db/said-people.ts'
import { together } from '../../db/together.ts'
import { stateOf, type User } from '../../domain/user.ts'
import { endAccessOfAll } from '../users/end-access.ts'
import { sendNewWelcomes } from '../welcomes/send-welcomes.ts'
import { holdTaken } from './hold-taken.ts'
import { rowOf, whoIs } from './make-people.ts'
import { mergeInvitations } from './merge-invitations.ts'
import { personTaken } from './person-after.ts'
import type { Provisioning } from './provisioning.ts'
import { settleRoles } from './settle-roles.ts'
import type { ProvisionedOutcome, Taken } from './wanted.ts'

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
  { connection, organization }: Place,
  asked: Taken[],
): Promise<Outcomes> {
  if (asked.length === 0) return new Map()
  const { held, refused } = await holdTaken(it, asked)
  const wanted = asked.filter(({ n }) => !refused.has(n))
  const isInvited = (one: User) =>
    stateOf(one) === 'invited' && wanted.some(({ person }) => person.id === one.id)
  const merged = await mergeInvitations(it, held.filter(isInvited))
  const people = wanted.map((one): TakenOver => {
    const before = held.find(({ id }) => id === one.person.id) as User
    const user = personTaken(one, before, merged.get(before.id) ?? {}, it)
    return { n: one.n, before, user, row: rowOf(one, user, it) }
  })
  await save(it, wanted, people)
  await note(it, people, await rolesAfter(it, people))
  if (connection.sendsWelcome)
    await sendNewWelcomes(
      it,
      organization,
      usersOf(people.filter(({ before }) => stateOf(before) !== 'active')),
    )
  return new Map([
    ...(await factsAfter(it, people)),
    ...[...refused].map(([n, refusal]) => [n, { refusal }] as const),
  ])
}

const usersOf = (people: TakenOver[]): User[] => people.map(({ user }) => user)
const idsOf = (people: TakenOver[]): string[] => people.map(({ user }) => user.id)

/** Groups they stand in are others for whoever loses them, and for whoever sees them from now on. */
async function save(
  { tx, ctx, actor, now }: Provisioning,
  wanted: Taken[],
  people: TakenOver[],
): Promise<void> {
  const { organizationId } = actor
  const elsewhere = wanted.flatMap(({ person: { id, connectionId } }) =>
    connectionId !== null && connectionId !== actor.connectionId ? [id] : [],
  )
  if (elsewhere.length > 0) await touchAllOfMany(tx, organizationId, elsewhere, now)
  await together(tx, [saidPeople.saving(actor, people)])
  await touchAllOfMany(tx, organizationId, idsOf(people), now)
  const shutOut = people.filter(({ before, user }) => !before.suspendedAt && user.suspendedAt)
  await endAccessOfAll(tx, ctx, usersOf(shutOut), 'suspended')
  const moved = people.filter(({ before, user }) => before.address !== user.address)
  if (moved.length > 0) await voidAllOf(tx, organizationId, idsOf(moved), now)
}

/** What their groups give, and what everybody begins with: for whoever was staged, or lost all they had. */
async function rolesAfter(it: Provisioning, people: TakenOver[]): Promise<Map<string, string>> {
  const { tx, now, actor } = it
  const { notes } = await settleRoles(tx, actor.organizationId, idsOf(people), now)
  await it.note(...notes)
  const without = await leftWithout(tx, actor.organizationId, idsOf(people))
  if (without.length === 0) return new Map()
  const rows = without.map((userId) => ({ id: newId(now), userId }))
  const given = await mappings.giveDefault(tx, actor.organizationId, rows, now)
  return new Map(given.map(({ userId, name }) => [userId, name]))
}

const note = (it: Provisioning, people: TakenOver[], given: Map<string, string>): Promise<void> =>
  it.note(
    ...people.map(({ before, user, row }) => ({
      act: before.deletedAt ? 'user.provision' : 'user.link',
      targetKind: 'user' as const,
      targetId: user.id,
      before: { ...whoIs(before), state: stateOf(before) },
      after: {
        ...whoIs(user),
        state: stateOf(user),
        userName: row.userName,
        ...(given.has(user.id) ? { roles: [given.get(user.id)] } : {}),
      },
    })),
  )

async function factsAfter({ tx, actor }: Provisioning, people: TakenOver[]): Promise<Outcomes> {
  const found = await provisioned.findAll(tx, actor, idsOf(people), { groups: true, sites: true })
  const byId = new Map(people.map(({ n, user }) => [user.id, n]))
  return new Map(found.map((one) => [byId.get(one.id) ?? -1, { user: provisioned.factsOf(one) }]))
}
