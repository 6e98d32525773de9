import * as organizations from '../../db/organizations.ts'
import * as roles from '../../db/roles.ts'
import * as users from '../../db/users.ts'
import type { Permission } from '../../domain/permission.ts'
import { Refusal } from '../../domain/refusal.ts'
import { nameOf, type User } from '../../domain/user.ts'
import { atomically, type Context, within } from '../context.ts'

/** What people see of themselves. */
export interface Account {
  user: User
  name: string
  organizationName: string
  timeZone: string
  passwordMinimum: number
  roleNames: string[]
  permissions: Permission[]
  /** Over the people of their own teams or sites alone. */
  permissionsWithin: Permission[]
}

export function seeAccount(ctx: Context): Promise<Account> {
  const { actor } = ctx
  if (actor.kind !== 'user') throw new Refusal('not-for-you')
  return atomically(ctx, async (tx) => {
    const user = await users.find(tx, within(ctx), actor.userId)
    const organization = await organizations.find(tx, within(ctx))
    const roleNames = await roles.namesHeldBy(tx, within(ctx), actor.userId, ctx.now())
    return {
      user,
      name: nameOf(user),
      organizationName: organization.name,
      timeZone: organization.timeZone,
      passwordMinimum: organization.passwordMinimum,
      roleNames,
      permissions: [...actor.permissions],
      permissionsWithin: [...actor.within.keys()].filter((it) => !actor.permissions.has(it)),
    }
  })
}
