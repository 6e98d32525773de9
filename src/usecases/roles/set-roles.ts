import * as roles from '../../db/roles.ts'
import { setTo } from '../../domain/grant.ts'
import { mustBeNewest, type User } from '../../domain/user.ts'
import { atomically, type Context, within } from '../context.ts'
import { changeGrants } from './change-grants.ts'

/** The roles somebody has for good and everywhere, as one act: these and no others. */
export function setRoles(
  ctx: Context,
  userId: string,
  wanted: { roles: string[]; version?: number },
): Promise<User> {
  return atomically(ctx, (tx) =>
    changeGrants(tx, ctx, userId, async (held, user) => {
      mustBeNewest(user, wanted.version)
      return setTo(held, await roles.named(tx, within(ctx), wanted.roles))
    }),
  )
}
