import * as organizations from '../../db/organizations.ts'
import * as roles from '../../db/roles.ts'
import * as users from '../../db/users.ts'
import { Refusal } from '../../domain/refusal.ts'
import { stateOf, type User } from '../../domain/user.ts'
import { ElsewhereMeanwhile } from './again-when-taken.ts'
import { tellOfKeptOwner } from './owners.ts'
import type { Provisioning } from './provisioning.ts'
import type { Taken } from './wanted.ts'

export interface HeldPeople {
  held: User[]
  /** Who can not be taken over as they were asked for, by number. */
  refused: Map<number, Refusal>
}

const isShutOut = ({ said, person }: Taken) => said.fields.isActive === false && person.state === 'active'

/**
 * Held in the order in which everybody takes them, and still as they were when it was decided who they are. Before
 * them the organization, where an owner could be lost or a line of managers could close.
 */
export async function holdTaken(it: Provisioning, wanted: Taken[]): Promise<HeldPeople> {
  const { tx, actor } = it
  const shutOut = wanted.filter(isShutOut)
  const led = wanted.filter(({ manager }) => manager !== null)
  if (shutOut.length + led.length > 0) await organizations.lock(tx, actor.organizationId)
  const ids = wanted.map(({ person }) => person.id)
  const held = await users.lockThere(tx, actor.organizationId, ids)
  const states = new Map(held.map((one) => [one.id, stateOf(one)]))
  if (wanted.some(({ person }) => states.get(person.id) !== person.state)) throw new ElsewhereMeanwhile()
  return { held, refused: new Map([...(await circles(it, led)), ...(await lastOwners(it, shutOut))]) }
}

/** Of those whom the provider makes inactive, whoever is the last owner stays as they are. */
async function lastOwners(it: Provisioning, shutOut: Taken[]): Promise<[number, Refusal][]> {
  if (shutOut.length === 0) return []
  const owners = await roles.lastingOwners(it.tx, it.actor.organizationId)
  const going = shutOut.filter(({ person }) => owners.includes(person.id))
  if (going.length < owners.length) return []
  for (const { person } of going) await tellOfKeptOwner(it, person.id)
  return going.map(({ n }) => [n, new Refusal('last-owner')])
}

async function circles({ tx, actor }: Provisioning, led: Taken[]): Promise<[number, Refusal][]> {
  const pairs = led.map(({ person, manager }) => ({ id: person.id, managerId: manager?.id ?? null }))
  const round = pairs.length > 0 ? await users.wouldManageThemselves(tx, actor.organizationId, pairs) : []
  return led.flatMap(({ n, person }) =>
    round.includes(person.id) ? [[n, new Refusal('manager-circle')]] : [],
  )
}
