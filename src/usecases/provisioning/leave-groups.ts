import * as members from '../../db/provisioned-members.ts'
import { ownerOf } from './group-facts.ts'
import type { Provisioning } from './provisioning.ts'
import { settleRoles } from './settle-roles.ts'

/**
 * Whoever the provider takes away is in none of its groups any more, and holds nothing because of them; made again,
 * they are in those it says then. Asked while they are held, and still the connection's.
 */
export async function leaveGroups({ tx, actor, now, note }: Provisioning, userIds: string[]): Promise<void> {
  const left = await members.leaveAll(tx, ownerOf(actor), userIds, now)
  if (left.length === 0) return
  const { notes } = await settleRoles(tx, actor.organizationId, userIds, now)
  await note(...notes)
}
