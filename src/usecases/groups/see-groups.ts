import * as groups from '../../db/groups.ts'
import type { GroupKind } from '../../domain/group.ts'
import { authorize } from '../../domain/policy.ts'
import { atomically, type Context, within } from '../context.ts'

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
