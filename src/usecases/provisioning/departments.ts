import * as groups from '../../db/groups.ts'
import { newId } from '../../db/id.ts'
import type { Named } from '../../domain/provisioned.ts'
import type { Provisioning } from './provisioning.ts'

/**
 * A provider knows departments by their names alone: one that is not there is made, so that nobody has to type the
 * organization's departments twice. It is not taken away again when its last person leaves.
 */
export async function departmentsOf(
  { tx, actor, now, note }: Provisioning,
  wanted: (Named | string | null)[],
): Promise<(Named | null)[]> {
  const made = new Map<string, Named>()
  const all = wanted.map((it) => {
    if (typeof it !== 'string') return it
    const department = made.get(it.toLowerCase()) ?? { id: newId(now), name: it }
    made.set(it.toLowerCase(), department)
    return department
  })
  const fresh = [...made.values()]
  const same = { organizationId: actor.organizationId, kind: 'department' as const, archivedAt: null }
  await groups.insertMany(
    tx,
    fresh.map((it) => ({ ...it, ...same, createdAt: now })),
  )
  await note(
    ...fresh.map(({ id, name }) => ({
      act: 'group.create',
      targetKind: 'group' as const,
      targetId: id,
      after: { kind: 'department', name },
    })),
  )
  return all
}
