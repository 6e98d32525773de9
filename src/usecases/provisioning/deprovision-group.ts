import * as teams from '../../db/groups.ts'
import * as groups from '../../db/provisioned-groups.ts'
import type { Context } from '../context.ts'
import { ownerOf } from './group-facts.ts'
import { type Provisioned, provisioning } from './provisioning.ts'

/** Its people leave, and the team is archived: its name is free, and the provider may make it anew. */
export function deprovisionGroup(
  ctx: Context,
  id: string,
  check: (version: number) => void = () => {},
): Promise<Provisioned<void>> {
  return provisioning(ctx, 'groups.write', async (it) => {
    const { tx, actor, now } = it
    const seen = await groups.find(tx, ownerOf(actor), id)
    await teams.holdPeople(tx, actor.organizationId, seen.id)
    const group = await groups.lockToEnd(tx, ownerOf(actor), seen.id)
    check(group.version)
    await teams.holdPeople(tx, actor.organizationId, seen.id)

    await groups.remove(tx, group)
    const team = {
      organizationId: group.organizationId,
      id: group.id,
      kind: 'team',
      name: group.name,
    } as const
    await teams.empty(tx, { ...team, archivedAt: null }, null, now)
    await teams.save(tx, { ...team, archivedAt: null }, { archivedAt: now })
    await it.note({
      act: 'group.deprovision',
      targetKind: 'group',
      targetId: group.id,
      before: { kind: 'team', name: group.name },
    })
  })
}
