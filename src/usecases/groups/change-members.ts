import type { Tx } from '../../db/database.ts'
import * as grants from '../../db/grants.ts'
import * as groups from '../../db/groups.ts'
import { isId } from '../../db/id.ts'
import { holdIfKept } from '../../db/provisioned-groups.ts'
import * as users from '../../db/users.ts'
import { type Group, joinable, mustBeOffered } from '../../domain/group.ts'
import { authorize, authorizeFill, authorizeGrant, authorizeOther } from '../../domain/policy.ts'
import { Refusal } from '../../domain/refusal.ts'
import { mustBeThere, nameOf, type User } from '../../domain/user.ts'
import { atomically, type Context, within } from '../context.ts'
import { record } from '../record.ts'
import { followMembers } from './follow-members.ts'

/** All of them or nobody; whoever is in it already stays. Answers how many are new. */
export function addMembers(ctx: Context, groupId: string, userIds: string[]): Promise<number> {
  return atomically(ctx, async (tx) => {
    const { group, people } = await load(tx, ctx, groupId, userIds)
    mustBeOffered(group, ...joinable)
    people.forEach(mustBeThere)
    const now = ctx.now()
    authorizeFill(ctx.actor, await grants.reachingThrough(tx, within(ctx), [group.id], idsOf(people), now))
    const joined = await groups.joinAll(tx, within(ctx), group.id, idsOf(people), now)
    await tell(tx, ctx, 'group.add-members', group, { after: { added: namesOf(people, joined) } }, joined)
    await followMembers(tx, ctx, group.id, joined)
    return joined.length
  })
}

/** Whoever leaves a site loses their roles there with it. Answers how many were in it. */
export function removeMembers(ctx: Context, groupId: string, userIds: string[]): Promise<number> {
  return atomically(ctx, async (tx) => {
    const { group, people } = await load(tx, ctx, groupId, userIds)
    const roles = group.kind === 'site' ? await endRolesAt(tx, ctx, group, idsOf(people)) : []
    const left = await groups.leave(tx, within(ctx), group.id, idsOf(people))
    const before = { removed: namesOf(people, left), ...(roles.length > 0 ? { roles } : {}) }
    await tell(tx, ctx, 'group.remove-members', group, { before }, left)
    await followMembers(tx, ctx, group.id, left)
    return left.length
  })
}

async function load(tx: Tx, ctx: Context, groupId: string, userIds: string[]) {
  const people = await users.lockAll(tx, within(ctx), userIds)
  if (isId(groupId)) await holdIfKept(tx, within(ctx), groupId)
  const [group] = await groups.named(tx, within(ctx), [groupId])
  if (!group) throw new Refusal('not-found', { what: 'group' })
  authorize(ctx.actor, 'group.fill')
  return { group, people }
}

async function endRolesAt(tx: Tx, ctx: Context, site: Group, userIds: string[]): Promise<string[]> {
  const held = await grants.heldAt(tx, within(ctx), site.id, ctx.now(), userIds)
  if (held.length > 0) {
    authorize(ctx.actor, 'role.grant')
    authorizeGrant(ctx.actor, held)
    for (const it of held) authorizeOther(ctx.actor, it.userId)
  }
  await grants.takeAt(tx, within(ctx), site.id, userIds)
  return held.map((it) => it.name)
}

async function tell(
  tx: Tx,
  ctx: Context,
  act: string,
  group: Group,
  what: { before?: unknown; after?: unknown },
  changed: string[],
): Promise<void> {
  if (changed.length > 0) await record(tx, ctx, { act, targetKind: 'group', targetId: group.id, ...what })
}

const idsOf = (people: User[]) => people.map((it) => it.id)
const namesOf = (people: User[], ids: string[]) => people.filter((it) => ids.includes(it.id)).map(nameOf)
