import type { Tx } from '../../db/database.ts'
import * as groups from '../../db/groups.ts'
import type { Group } from '../../domain/group.ts'
import { nameFrom } from '../../domain/person-name.ts'
import { type Act, authorize } from '../../domain/policy.ts'
import { Refusal } from '../../domain/refusal.ts'
import { atomically, type Context, within } from '../context.ts'
import { uniquely } from '../name-taken.ts'
import { record } from '../record.ts'
import { mustBeOurs } from './must-be-ours.ts'

export async function renameGroup(ctx: Context, id: string, wanted: { name: string }): Promise<Group> {
  const name = nameFrom('group', wanted.name)
  return atomically(ctx, async (tx) => {
    const group = await lockFor(tx, ctx, id, 'group.edit')
    await mustBeOurs(tx, group)
    const renamed = await uniquely(
      { what: group.kind, name },
      'groups_name',
      groups.save(tx, group, { name }),
    )
    await record(tx, ctx, {
      act: 'group.edit',
      targetKind: 'group',
      targetId: group.id,
      before: { name: group.name },
      after: { name },
    })
    return renamed
  })
}

/** Offered again, unless another has taken its name meanwhile. It comes back empty. */
export function unarchiveGroup(ctx: Context, id: string): Promise<Group> {
  return atomically(ctx, async (tx) => {
    const group = await lockFor(tx, ctx, id, 'group.archive')
    if (!group.archivedAt) return group
    const { kind: what, name } = group
    const back = await uniquely({ what, name }, 'groups_name', groups.save(tx, group, { archivedAt: null }))
    await record(tx, ctx, {
      act: 'group.unarchive',
      targetKind: 'group',
      targetId: group.id,
      after: { name },
    })
    return back
  })
}

async function lockFor(tx: Tx, ctx: Context, id: string, act: Act): Promise<Group> {
  const [group] = await groups.lock(tx, within(ctx), [id])
  if (!group) throw new Refusal('not-found', { what: 'group' })
  authorize(ctx.actor, act)
  return group
}
