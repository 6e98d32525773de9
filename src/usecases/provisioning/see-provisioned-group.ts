import { provisionedGroups } from '../../db/provisioned-list.ts'
import type { GroupFacts } from '../../domain/provisioned.ts'
import type { Context } from '../context.ts'
import { looking, type Provisioned } from './provisioning.ts'

/** One group of this connection; every other is not there. */
export const seeProvisionedGroup = (
  ctx: Context,
  id: string,
  wants: { members: boolean },
): Promise<Provisioned<GroupFacts>> =>
  looking(ctx, 'groups.read', ({ tx, actor }) => provisionedGroups.see(tx, actor, id, wants))
