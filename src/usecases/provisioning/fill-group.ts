import * as grants from '../../db/grants.ts'
import type { ProvisionedGroup } from '../../db/provisioned-groups.ts'
import * as members from '../../db/provisioned-members.ts'
import * as mappings from '../../db/role-mappings.ts'
import { authorizeFill, beyondFilling } from '../../domain/policy.ts'
import type { Named } from '../../domain/provisioned.ts'
import { Refusal } from '../../domain/refusal.ts'
import { holdOwners } from '../users/end-access.ts'
import { ownerOf } from './group-facts.ts'
import type { Provisioning } from './provisioning.ts'

interface Filling {
  joining: string[]
  leaving: string[]
}

/** Whoever leaves a group of owners may have been the last: then the organization is held before anybody else. */
export async function foreseeOwners({ tx, actor }: Provisioning, group: ProvisionedGroup): Promise<void> {
  if (!group.isMapped) return
  const roles = await mappings.rolesOf(tx, actor.organizationId, group.id)
  if (roles.some((it) => it.key === 'owner')) await holdOwners(tx, actor.organizationId)
}

/**
 * Everybody a request is about, held before the group is; with a group, all its members too. An id that is none of a
 * user of this connection is answered by its value, whosever it may be; who leaves is not missed.
 */
export async function holdNamed(
  { tx, actor }: Provisioning,
  { joining, leaving }: Filling,
  groupId: string | null = null,
): Promise<Named[]> {
  const held = await members.holdPeople(tx, ownerOf(actor), [...joining, ...leaving], groupId)
  const known = new Map(held.map((it) => [it.id, it]))
  const found = joining.map((value) => {
    const person = known.get(value.toLowerCase())
    if (!person) throw new Refusal('member-unknown', { value })
    return person
  })
  return [...new Set(found)]
}

/**
 * Who joins comes within the reach of those who look after the people there, and the other way round. Only roles that
 * the connection could not give are looked for among the people: as a rule there is none.
 */
export async function mayFill(
  { tx, actor, now }: Provisioning,
  teamId: string,
  userIds: string[],
): Promise<void> {
  const permissions = beyondFilling(actor)
  if (userIds.length === 0 || permissions.length === 0) return
  const beyond = await grants.reachingOwnTeams(tx, actor.organizationId, permissions)
  if (beyond.length === 0) return
  const ids = beyond.map((it) => it.id)
  const heldId = await grants.heldThere(tx, actor.organizationId, ids, { teamId, userIds }, now)
  authorizeFill(
    actor,
    beyond.filter((it) => it.id === heldId),
  )
}
