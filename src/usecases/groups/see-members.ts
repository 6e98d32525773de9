import * as grants from '../../db/grants.ts'
import type { GroupInUse } from '../../db/groups.ts'
import { reachOf } from '../../domain/policy.ts'
import { atomically, type Context, within } from '../context.ts'
import { type ListedUser, listUsers } from '../users/list-users.ts'
import { seeGroup } from './see-groups.ts'

export interface Member extends ListedUser {
  /** Roles that count at this site only. */
  rolesHere: string[]
}

export interface MemberPage {
  group: GroupInUse
  members: Member[]
  next: string | null
}

/** A page of those who belong to a group, as far as the actor may see people. */
export async function seeMembers(
  ctx: Context,
  groupId: string,
  { cursor, pageSize }: { cursor: string | null; pageSize: number },
): Promise<MemberPage> {
  const group = await seeGroup(ctx, groupId)
  const { users, next } = await listUsers(ctx, { [`${group.kind}Id`]: group.id, cursor, pageSize })
  const here =
    group.kind === 'site'
      ? await seeRolesAt(
          ctx,
          group.id,
          users.map((it) => it.id),
        )
      : new Map()
  return { group, members: users.map((it) => ({ ...it, rolesHere: here.get(it.id) ?? [] })), next }
}

/** What these people hold at this site, for whoever may see the roles of its people. */
export function seeRolesAt(ctx: Context, siteId: string, userIds: string[]): Promise<Map<string, string[]>> {
  return atomically(ctx, async (tx) => {
    const reach = reachOf(ctx.actor, 'user.see-roles')
    const mayKnow = reach === 'everybody' || reach?.includes(siteId)
    const held = mayKnow ? await grants.heldAt(tx, within(ctx), siteId, ctx.now(), userIds) : []
    const byUser = new Map<string, string[]>()
    for (const { userId, name } of held) byUser.set(userId, [...(byUser.get(userId) ?? []), name])
    return byUser
  })
}
