import * as provisioned from '../../db/provisioned-users.ts'
import type { UserFacts } from '../../domain/provisioned.ts'
import type { Context } from '../context.ts'
import { looking, type Provisioned } from './provisioning.ts'

/** One person of this connection; everybody else is not there. */
export const seeProvisionedUser = (
  ctx: Context,
  id: string,
  wants: provisioned.Wants,
): Promise<Provisioned<UserFacts>> =>
  looking(ctx, 'users.read', async ({ tx, actor }) =>
    provisioned.factsOf(await provisioned.find(tx, actor, id, wants)),
  )
