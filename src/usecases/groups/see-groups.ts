import * as groups from '../../db/groups.ts'
import { isId } from '../../db/id.ts'
import type { GroupKind } from '../../domain/group.ts'
import { authorize } from '../../domain/policy.ts'
import { Refusal } from '../../domain/refusal.ts'
import { atomically, type Context, within } from '../context.ts'

export type { GroupInUse } from '../../db/groups.ts'

/** All groups of one kind with how many belong to them; archived ones only when asked for. */
export function seeGroups(
  ctx: Context,
  wanted: { kind: GroupKind; withArchived?: boolean },
): Promise<groups.GroupInUse[]> {
  return atomically(ctx, async (tx) => {
    authorize(ctx.actor, 'group.read')
    return groups.used(tx, within(ctx), { kind: wanted.kind, withArchived: wanted.withArchived ?? false })
  })
}

/** One of them: before it is renamed or archived, whom that would concern. */
export function seeGroup(ctx: Context, id: string): Promise<groups.GroupInUse> {
  return atomically(ctx, async (tx) => {
    authorize(ctx.actor, 'group.read')
    const [found] = isId(id) ? await groups.used(tx, within(ctx), { id }) : []
    if (!found) throw new Refusal('not-found', { what: 'group' })
    return found
  })
}

/** How many there are of each kind, archived ones not among them. */
export function countGroups(ctx: Context): Promise<Record<GroupKind, number>> {
  return atomically(ctx, async (tx) => {
    authorize(ctx.actor, 'group.read')
    return { department: 0, unit: 0, team: 0, site: 0, ...(await groups.countByKind(tx, within(ctx))) }
  })
}
