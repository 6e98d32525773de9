import * as erasure from '../../db/erasure.ts'
import * as organizations from '../../db/organizations.ts'
import { place } from '../../db/people-met.ts'
import * as provisioned from '../../db/provisioned-users.ts'
import * as users from '../../db/users.ts'
import { Refusal } from '../../domain/refusal.ts'
import { remove } from '../../domain/user.ts'
import type { Context } from '../context.ts'
import { endAccessOfAll } from '../users/end-access.ts'
import { leaveGroups } from './leave-groups.ts'
import { type Holding, holdingAsNeeded, isLastOwner, mustHoldOwners, tellOfKeptOwner } from './owners.ts'
import { type Provisioned, type Provisioning, provisioning } from './provisioning.ts'

/** Throws where the version is not the one the provider thinks of. */
export type CheckVersion = (version: number) => void

/** Access is gone now. The person can be brought back until the undo window closes, unless deleting means erasing. */
export async function deprovisionUser(
  ctx: Context,
  id: string,
  check?: CheckVersion,
): Promise<Provisioned<void>> {
  const { result, wouldChange } = await holdingAsNeeded((holding) =>
    provisioning(ctx, 'users.write', (it) => deprovision(it, holding, id, check)),
  )
  if (result) throw result
  return { result: undefined, wouldChange }
}

async function deprovision(
  it: Provisioning,
  holding: Holding,
  id: string,
  check?: CheckVersion,
): Promise<Refusal | null> {
  const { tx, ctx, actor, now, note } = it
  if (holding.isHeld) await organizations.lock(tx, actor.organizationId)
  const user = await provisioned.lock(tx, actor, id, { groups: false, sites: false })
  check?.(user.version)
  if (user.holdsOwner) {
    mustHoldOwners(holding)
    if (await isLastOwner(it, id)) {
      await tellOfKeptOwner(it, id)
      return new Refusal('last-owner')
    }
  }
  const there = await place(tx, actor)
  const undoSeconds =
    there?.connection.flags.deleteMeans === 'hard' ? 0 : (there?.organization.undoSeconds ?? 0)
  await leaveGroups(it, [id])
  const removed = remove(user, undoSeconds, now)
  await endAccessOfAll(tx, ctx, [user], 'deleted')
  const of = { act: 'user.deprovision', targetKind: 'user' as const, targetId: id }
  if (undoSeconds === 0) {
    await erasure.erase(tx, user, now)
    await note(of)
    return null
  }
  await users.save(tx, user, removed)
  await provisioned.remove(tx, actor.organizationId, id, now)
  await note({ ...of, before: { userName: user.userName }, after: { purgeAt: removed.purgeAt } })
  return null
}
