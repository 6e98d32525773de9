import type { Tx } from '../../db/database.ts'
import { membersOf, type Owner, type ProvisionedGroup } from '../../db/provisioned-groups.ts'
import type { Actor } from '../../domain/actor.ts'
import type { GroupFacts } from '../../domain/provisioned.ts'

export const ownerOf = ({ organizationId, connectionId }: Actor & { kind: 'connection' }): Owner => ({
  organizationId,
  connectionId,
})

/** What is said of a group besides its members. */
export const stampOf = (it: ProvisionedGroup): Omit<GroupFacts, 'members'> => ({
  id: it.id,
  externalId: it.externalId,
  name: it.name,
  createdAt: it.createdAt,
  changedAt: it.changedAt,
  version: it.version,
})

export async function groupFacts(
  tx: Tx,
  it: ProvisionedGroup,
  wants: { members: boolean },
): Promise<GroupFacts> {
  return { ...stampOf(it), members: wants.members ? await membersOf(tx, it) : null }
}
