import type { AuditNote } from '../../db/audit.ts'
import type { Tx } from '../../db/database.ts'
import type { Owner, ProvisionedGroup } from '../../db/provisioned-groups.ts'
import { membersOf } from '../../db/provisioned-members.ts'
import type { Actor } from '../../domain/actor.ts'
import type { GroupFacts, SaidGroup } from '../../domain/provisioned.ts'

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

/** Says how a group is to be; it may refuse. Pure, and asked again where the group changed while it was waited for. */
export type GroupEdit = (before: Omit<GroupFacts, 'members'>) => SaidGroup | null

/** Ids, and no names: these would stay when somebody is erased. */
export const memberNote = (
  groupId: string,
  { joined, left }: { joined: string[]; left: string[] },
  renamed: { before: object; after: object } = { before: {}, after: {} },
): AuditNote => ({
  act: 'group.change',
  targetKind: 'group',
  targetId: groupId,
  before: { ...renamed.before, ...(left.length > 0 ? { removed: left } : {}) },
  after: { ...renamed.after, ...(joined.length > 0 ? { added: joined } : {}) },
})

export async function groupFacts(
  tx: Tx,
  it: ProvisionedGroup,
  wants: { members: boolean },
): Promise<GroupFacts> {
  return { ...stampOf(it), members: wants.members ? await membersOf(tx, it) : null }
}
