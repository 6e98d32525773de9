import { provisionedUsers } from '../../db/provisioned-list.ts'
import type { UserFacts } from '../../domain/provisioned.ts'
import type { Context } from '../context.ts'
import { looking, type Provisioned } from './provisioning.ts'

/** One person of this connection; everybody else is not there. */
export const seeProvisionedUser = (
  ctx: Context,
  id: string,
  wants: { groups: boolean; sites: boolean },
): Promise<Provisioned<UserFacts>> =>
  looking(ctx, 'users.read', ({ tx, actor }) => provisionedUsers.see(tx, actor, id, wants))
