import type { Tx } from '../../db/database.ts'
import * as grants from '../../db/grants.ts'
import * as groups from '../../db/groups.ts'
import * as mappings from '../../db/role-mappings.ts'
import { type Group, mustBeOffered } from '../../domain/group.ts'
import { authorize, authorizeFill, authorizeGrant } from '../../domain/policy.ts'
import { Refusal } from '../../domain/refusal.ts'
import { atomically, type Context, within } from '../context.ts'
import { record } from '../record.ts'
import { followMembers } from './follow-members.ts'
import { mustBeOurs } from './must-be-ours.ts'

/** What becomes of those who belong to it, or whose open invitation says they will. */
export interface Leaving {
  /** Another group of the same kind that takes them all. */
  moveTo?: string
  /** They simply leave it. */
  evenIfUsed?: boolean
}

/** Not offered any more. A group in use does not vanish silently: somebody says where its people go. */
export function archiveGroup(ctx: Context, id: string, leaving: Leaving = {}): Promise<Group> {
  return atomically(ctx, async (tx) => {
    const { id: groupId } = await groups.find(tx, within(ctx), id)
    const mayEmpty = leaving.moveTo !== undefined || leaving.evenIfUsed === true
    if (mayEmpty) await groups.holdPeople(tx, within(ctx), groupId)
    const { group, target } = await lockBoth(tx, ctx, groupId, leaving.moveTo)
    authorize(ctx.actor, 'group.archive')
    if (group.archivedAt) return group
    await mustBeOurs(tx, group)
    if (target) mustBeOffered(target, group.kind)

    const [use] = await groups.used(tx, within(ctx), { id: group.id })
    const { members, promises } = use ?? { members: 0, promises: 0 }
    if ((members > 0 || promises > 0) && !mayEmpty)
      throw new Refusal('group-in-use', { group: group.name, members, promises })
    if (group.kind === 'site') await mayChangeRolesAt(tx, ctx, group)
    if (target) await mayFill(tx, ctx, [group.id, target.id])

    const people = target ? await mappings.holdMembers(tx, within(ctx), [group.id]) : []
    if (mayEmpty) await groups.empty(tx, group, target?.id ?? null, ctx.now())
    if (target) await followMembers(tx, ctx, target.id, people)
    const archived = await groups.save(tx, group, { archivedAt: ctx.now() })
    await record(tx, ctx, {
      act: 'group.archive',
      targetKind: 'group',
      targetId: group.id,
      before: { kind: group.kind, name: group.name, members, promises },
      after: { movedTo: target?.name ?? null },
    })
    return archived
  })
}

async function lockBoth(tx: Tx, ctx: Context, id: string, moveTo: string | undefined) {
  const locked = await groups.lock(tx, within(ctx), moveTo === undefined ? [id] : [id, moveTo])
  const group = locked.find((it) => it.id === id)
  const target = locked.find((it) => it.id !== id) ?? null
  if (!group || (moveTo !== undefined && !target)) throw new Refusal('not-found', { what: 'group' })
  return { group, target }
}

/** Roles at a site move or end with it: only somebody who could give them may do that. */
async function mayChangeRolesAt(tx: Tx, ctx: Context, site: Group): Promise<void> {
  const held = await grants.heldAt(tx, within(ctx), site.id, ctx.now())
  if (held.length === 0) return
  authorize(ctx.actor, 'role.grant')
  authorizeGrant(ctx.actor, held)
}

/** Who moves comes within the reach of those who look after the people there, and the other way round. */
async function mayFill(tx: Tx, ctx: Context, groupIds: string[]): Promise<void> {
  authorizeFill(ctx.actor, await grants.reachingThrough(tx, within(ctx), groupIds, [], ctx.now()))
}
