import type { Group } from '../domain/group.ts'
import type { Tx } from './database.ts'
import { rowOf } from './row.ts'

const Groups = rowOf<Group & { createdAt: Date }>('groups')

export const inUse = async (tx: Tx, organizationId: string): Promise<Group[]> =>
  Groups.query(tx).where({ organizationId }).whereNull('archivedAt').orderBy('name')

/** What an invitation promises. */
export const promisedBy = async (tx: Tx, organizationId: string, invitationId: string): Promise<Group[]> =>
  Groups.query(tx)
    .where({ organizationId })
    .whereIn('id', tx('invitationGroups').select('groupId').where({ organizationId, invitationId }))
    .orderBy('name')

export async function insertMany(tx: Tx, rows: (Group & { createdAt: Date })[]): Promise<void> {
  if (rows.length > 0) await Groups.query(tx).insert(rows)
}

export async function join(
  tx: Tx,
  organizationId: string,
  userId: string,
  groupIds: string[],
  now: Date,
): Promise<void> {
  if (groupIds.length === 0) return
  await tx('groupMembers')
    .insert(groupIds.map((groupId) => ({ organizationId, groupId, userId, createdAt: now })))
    .onConflict()
    .ignore()
}
