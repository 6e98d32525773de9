import * as groups from '../../db/groups.ts'
import { newId } from '../../db/id.ts'
import type { Group, GroupKind } from '../../domain/group.ts'
import { nameFrom } from '../../domain/person-name.ts'
import { authorize } from '../../domain/policy.ts'
import { atomically, type Context, within } from '../context.ts'
import { uniquely } from '../name-taken.ts'
import { record } from '../record.ts'

export async function createGroup(ctx: Context, wanted: { kind: GroupKind; name: string }): Promise<Group> {
  const { kind } = wanted
  const name = nameFrom('group', wanted.name)
  return uniquely(
    { what: kind, name },
    'groups_name',
    atomically(ctx, async (tx) => {
      authorize(ctx.actor, 'group.create')
      const now = ctx.now()
      const group: Group = { organizationId: within(ctx), id: newId(now), kind, name, archivedAt: null }
      await groups.insertMany(tx, [{ ...group, createdAt: now }])
      await record(tx, ctx, {
        act: 'group.create',
        targetKind: 'group',
        targetId: group.id,
        after: { kind, name },
      })
      return group
    }),
  )
}
