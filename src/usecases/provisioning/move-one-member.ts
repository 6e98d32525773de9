import { isDeepStrictEqual } from 'node:util'
import * as audit from '../../db/audit.ts'
import { isId } from '../../db/id.ts'
import { ifMoved, moveOne } from '../../db/one-member.ts'
import type { ProvisionedGroup } from '../../db/provisioned-groups.ts'
import { authorizeProvider, beyondFilling } from '../../domain/policy.ts'
import { atOnce, type Context } from '../context.ts'
import { type GroupEdit, memberNote, ownerOf } from './group-facts.ts'

/**
 * What a provider asks all day long: one person more or less in a group that gives no roles. Done in one statement,
 * which holds the group no longer than it runs, so that many at once hardly wait for each other. Null: it is not that
 * simple, and nothing was done.
 */
export async function moveOneMember(
  ctx: Context,
  id: string,
  edit: GroupEdit,
): Promise<ProvisionedGroup | null> {
  const actor = authorizeProvider(ctx.actor, 'groups.write')
  const groupId = id.toLowerCase()
  const one = actor.isDryRun || !isId(groupId) ? null : onlyMember(edit)
  if (!one) return null

  const now = ctx.now()
  const { userId, isJoining } = one
  const note = memberNote(groupId, { joined: isJoining ? [userId] : [], left: isJoining ? [] : [userId] })
  const moved = await atOnce(ctx, (tx) =>
    moveOne(tx, {
      ...ownerOf(actor),
      ...one,
      groupId,
      beyond: isJoining ? beyondFilling(actor) : [],
      now,
      recording: audit.recording(now, actor, ctx.trace, [note], ifMoved),
    }),
  )
  // Somebody who is not there to leave may have come while they were waited for: that is looked at again.
  return moved && (moved.isMoved || isJoining) ? moved : null
}

/** Two groups there never were. */
const imagined = ['one that never was', 'another that never was'].map((name, at) => {
  const never = new Date(0)
  return { id: '', name, externalId: name, createdAt: never, changedAt: never, version: -1 - at }
})

/** An edit is pure: one that leaves both as they are, but for one member, does so to every group, at every version. */
function onlyMember(edit: GroupEdit): { userId: string; isJoining: boolean } | null {
  const [one, other] = imagined.map((group) => membersAlone(edit, group))
  if (!one || !isDeepStrictEqual(one, other)) return null
  const [value = '', ...others] = [...one.joining, ...one.leaving]
  const userId = value.toLowerCase()
  return others.length === 0 && isId(userId) ? { userId, isJoining: one.joining.length > 0 } : null
}

function membersAlone(edit: GroupEdit, group: (typeof imagined)[number]) {
  try {
    const { name, externalId, isWhole, ...members } = edit(group) ?? {
      isWhole: true,
      joining: [],
      leaving: [],
    }
    return isWhole || name !== group.name || externalId !== group.externalId ? null : members
  } catch {
    // It asks for a version, or refuses what is asked of every group: the long way says which.
    return null
  }
}
