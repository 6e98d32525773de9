import { isDeepStrictEqual } from 'node:util'
import * as audit from '../../db/audit.ts'
import { isId } from '../../db/id.ts'
import { glance, moveOne } from '../../db/one-member.ts'
import type { ProvisionedGroup } from '../../db/provisioned-groups.ts'
import { authorizeProvider, beyondFilling } from '../../domain/policy.ts'
import type { SaidGroup } from '../../domain/provisioned.ts'
import { atOnce, type Context } from '../context.ts'
import { type GroupEdit, memberNote, ownerOf, stampOf } from './group-facts.ts'

/**
 * What a provider asks all day long: one person more or less in a group that gives no roles. Done in two statements,
 * the second of which holds the group no longer than it runs, so that many at once hardly wait for each other. Null:
 * it is not that simple, and nothing was done.
 */
export async function moveOneMember(
  ctx: Context,
  id: string,
  edit: GroupEdit,
): Promise<ProvisionedGroup | null> {
  const actor = authorizeProvider(ctx.actor, 'groups.write')
  if (actor.isDryRun) return null
  const seen = await atOnce(ctx, (tx) => glance(tx, ownerOf(actor), id))
  const said = edit(stampOf(seen))
  if (!said) return seen
  const one = onlyOne(seen, said)
  if (!one || (one.isJoining && beyondFilling(actor, seen.reaching).length > 0)) return null

  const now = ctx.now()
  const version = isForAnyVersion(seen, said, edit) ? null : seen.version
  const note = memberNote(
    seen.id,
    one.isJoining ? { joined: [one.userId], left: [] } : { joined: [], left: [one.userId] },
  )
  const recorded = audit.recorded(now, actor, ctx.trace, [note])
  const moved = await atOnce(ctx, (tx) => moveOne(tx, seen, { ...one, version, now }, recorded))
  // Somebody who is not there to leave may have come while their row was waited for: that is looked at again.
  if (!moved || (!moved.isMoved && !one.isJoining)) return null
  return { ...seen, version: moved.version, changedAt: moved.changedAt }
}

function onlyOne(
  seen: ProvisionedGroup,
  { name, externalId, isWhole, joining, leaving }: SaidGroup,
): { userId: string; isJoining: boolean } | null {
  const isSame = name === seen.name && externalId === seen.externalId && !seen.isAwaited
  const [value = '', ...others] = [...joining, ...leaving]
  const userId = value.toLowerCase()
  if (!isSame || isWhole || others.length > 0 || seen.isMapped || !isId(userId)) return null
  return { userId, isJoining: joining.length > 0 }
}

/** An edit is pure: one that says the same of a later version asks for none. */
function isForAnyVersion(seen: ProvisionedGroup, said: SaidGroup, edit: GroupEdit): boolean {
  try {
    return isDeepStrictEqual(edit({ ...stampOf(seen), version: seen.version + 1 }), said)
  } catch {
    return false
  }
}
