import type { Actor } from './actor.ts'
import type { Group } from './group.ts'
import { can, reachOf } from './policy.ts'

export type GroupAction = 'members' | 'rename' | 'archive' | 'unarchive'

/** What this actor may do with a group, in the order of a menu. */
export function groupActionsFor(
  actor: Actor,
  { archivedAt, keeper }: Pick<Group, 'archivedAt'> & { keeper: string | null },
): GroupAction[] {
  const sees: GroupAction[] = reachOf(actor, 'user.list') ? ['members'] : []
  if (archivedAt) return can(actor, 'group.archive') ? ['unarchive'] : []
  if (keeper !== null) return sees
  return [
    ...sees,
    ...(can(actor, 'group.edit') ? (['rename'] as const) : []),
    ...(can(actor, 'group.archive') ? (['archive'] as const) : []),
  ]
}
