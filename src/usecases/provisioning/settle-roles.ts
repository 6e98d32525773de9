import type { AuditNote } from '../../db/audit.ts'
import type { Tx } from '../../db/database.ts'
import { leftWithout } from '../../db/ending-grants.ts'
import { newId } from '../../db/id.ts'
import * as organizations from '../../db/organizations.ts'
import * as mappings from '../../db/role-mappings.ts'
import * as roles from '../../db/roles.ts'
import type { Actor } from '../../domain/actor.ts'
import { Refusal } from '../../domain/refusal.ts'

export interface Settled {
  given: mappings.Difference[]
  taken: mappings.Difference[]
  /** For the audit: one of each person whose roles are others now. */
  notes: AuditNote[]
}

const nothing: Settled = { given: [], taken: [], notes: [] }

/**
 * These people hold exactly the roles that their groups are mapped to, besides whatever else they hold. Asked after
 * every change of who is in which group, of what a group is mapped to, and of what a connection may give; it looks at
 * what is so, not at what happened, so that no way of changing it can be told differently. The people are held.
 */
export async function settleRoles(
  tx: Tx,
  organizationId: string,
  userIds: string[],
  now: Date,
): Promise<Settled> {
  if (userIds.length === 0) return nothing
  const all = await mappings.differences(tx, organizationId, userIds)
  if (all.length === 0) return nothing
  const given = all.filter((it) => it.grantId === null)
  const taken = all.filter((it) => it.grantId !== null)

  const apply = () => giveAndTake(tx, organizationId, given, taken, now)
  await (taken.some((it) => it.key === 'owner') ? keepingAnOwner(tx, organizationId, apply) : apply())
  const instead = await giveDefault(tx, organizationId, [...new Set(taken.map((it) => it.userId))], now)
  return { given, taken, notes: notesOf(given, taken, instead) }
}

const giveAndTake = (
  tx: Tx,
  organizationId: string,
  given: mappings.Difference[],
  taken: mappings.Difference[],
  now: Date,
) =>
  mappings.giveAndTake(
    tx,
    organizationId,
    given.map(({ userId, roleId }) => ({ id: newId(now), userId, roleId })),
    taken.flatMap((it) => it.grantId ?? []),
    now,
  )

/** Nobody demotes themselves by mistake, not by way of a group either. */
export function mustSpareOneself(actor: Actor, { taken }: Settled): void {
  if (actor.kind === 'user' && taken.some((it) => it.userId === actor.userId)) throw new Refusal('yourself')
}

/** No provider takes the last owner away. The organization is held first, wherever that could be foreseen. */
async function keepingAnOwner(tx: Tx, organizationId: string, change: () => Promise<void>): Promise<void> {
  await organizations.lock(tx, organizationId)
  const before = await roles.lastingOwners(tx, organizationId)
  await change()
  const after = await roles.lastingOwners(tx, organizationId)
  if (before.length > 0 && after.length === 0) throw new Refusal('last-owner')
}

/** Everybody keeps a role that lasts. Answers what they got, by person. */
async function giveDefault(
  tx: Tx,
  organizationId: string,
  losers: string[],
  now: Date,
): Promise<Map<string, string>> {
  const without = losers.length > 0 ? await leftWithout(tx, organizationId, losers) : []
  if (without.length === 0) return new Map()
  const people = without.map((userId) => ({ id: newId(now), userId }))
  const got = await mappings.giveDefault(tx, organizationId, people, now)
  return new Map(got.map((it) => [it.userId, it.name]))
}

function notesOf(
  given: mappings.Difference[],
  taken: mappings.Difference[],
  instead: Map<string, string>,
): AuditNote[] {
  const [came, went] = [byPerson(given), byPerson(taken)]
  return [...new Set([...came.keys(), ...went.keys()])].map((userId) => ({
    act: 'role.map',
    targetKind: 'user',
    targetId: userId,
    before: { throughGroups: went.get(userId) ?? [] },
    after: {
      throughGroups: came.get(userId) ?? [],
      ...(instead.has(userId) ? { given: instead.get(userId) } : {}),
    },
  }))
}

function byPerson(all: mappings.Difference[]): Map<string, string[]> {
  const people = new Map<string, string[]>()
  for (const { userId, name } of all) people.set(userId, [...(people.get(userId) ?? []), name])
  return people
}
