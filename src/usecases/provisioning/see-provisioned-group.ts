import * as groups from '../../db/provisioned-groups.ts'
import type { GroupFacts } from '../../domain/provisioned.ts'
import type { Context } from '../context.ts'
import { groupFacts, ownerOf } from './group-facts.ts'
import { looking, type Provisioned } from './provisioning.ts'

export function seeProvisionedGroup(
  ctx: Context,
  id: string,
  wants: { members: boolean },
): Promise<Provisioned<GroupFacts>> {
  return looking(ctx, 'groups.read', async ({ tx, actor }) =>
    groupFacts(tx, await groups.find(tx, ownerOf(actor), id), wants),
  )
}
