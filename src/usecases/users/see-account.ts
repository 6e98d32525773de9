import * as avatars from '../../db/avatars.ts'
import * as organizations from '../../db/organizations.ts'
import * as profiles from '../../db/profiles.ts'
import * as bindings from '../../db/slack-bindings.ts'
import * as users from '../../db/users.ts'
import type { Permission } from '../../domain/permission.ts'
import { Refusal } from '../../domain/refusal.ts'
import { nameOf, type User } from '../../domain/user.ts'
import { atomically, type Context, within } from '../context.ts'
import { belonging, type Profile } from './see-user.ts'

/** What people see of themselves. */
export interface Account extends Pick<Profile, 'roles' | 'sites' | 'department' | 'unit' | 'teams'> {
  user: User
  name: string
  avatarName: string | null
  managerName: string | null
  organizationName: string
  timeZone: string
  passwordMinimum: number
  /** The workspace whose member this person is known to be. */
  slackWorkspace: string | null
  permissions: Permission[]
  /** Over the people of their own teams or sites alone. */
  permissionsWithin: Permission[]
}

export function seeAccount(ctx: Context): Promise<Account> {
  const { actor } = ctx
  if (actor.kind !== 'user') throw new Refusal('not-for-you')
  const { userId } = actor
  return atomically(ctx, async (tx) => {
    const organizationId = within(ctx)
    const user = await users.find(tx, organizationId, userId)
    const organization = await organizations.find(tx, organizationId)
    const roles = await profiles.rolesOf(tx, organizationId, userId, ctx.now())
    const groups = await profiles.groupsOf(tx, organizationId, userId)
    const manager = user.managerId ? await users.findIfThere(tx, organizationId, user.managerId) : null
    return {
      user,
      name: nameOf(user),
      avatarName: await avatars.nameOf(tx, organizationId, userId),
      managerName: manager?.deletedAt === null ? nameOf(manager) : null,
      organizationName: organization.name,
      timeZone: organization.timeZone,
      passwordMinimum: organization.passwordMinimum,
      roles: roles.filter((it) => it.siteId === null),
      ...belonging(user, groups, roles),
      slackWorkspace: (await bindings.accountOf(tx, organizationId, userId))?.workspace ?? null,
      permissions: [...actor.permissions],
      permissionsWithin: [...actor.within.keys()].filter((it) => !actor.permissions.has(it)),
    }
  })
}
