import * as outbox from '../../db/outbox.ts'
import * as roles from '../../db/roles.ts'
import { after, DAY } from '../../domain/time.ts'
import type { Provisioning } from './provisioning.ts'

/** Somebody who answers for the organization would go: its row has to be held before anybody's is. */
class OwnersNotHeld extends Error {}

export type Holding = { isHeld: boolean }

/** Says that the owners have to be counted; where they are held already, it may go on. */
export function mustHoldOwners({ isHeld }: Holding): void {
  if (!isHeld) throw new OwnersNotHeld()
}

/**
 * Most requests need no more than the person they are about. Where it turns out that more must be held, everything
 * is begun again with that first, so that locks are always taken in one order.
 */
export async function holdingAsNeeded<T>(work: (holding: Holding) => Promise<T>): Promise<T> {
  try {
    return await work({ isHeld: false })
  } catch (fault) {
    if (!(fault instanceof OwnersNotHeld)) throw fault
    return work({ isHeld: true })
  }
}

/** Whether nobody but this person is an owner who can sign in. Ask while holding the owners. */
export async function isLastOwner({ tx, actor }: Provisioning, userId: string): Promise<boolean> {
  const owners = await roles.lastingOwners(tx, actor.organizationId)
  return owners.length === 1 && owners[0] === userId
}

/** A provider wanted the last owner gone: they hear of it once a day, however often it tries. */
export async function tellOfKeptOwner({ tx, actor, now }: Provisioning, userId: string): Promise<void> {
  const { organizationId, connectionId } = actor
  const about = { organizationId, kind: 'owner-kept' as const, aboutUserId: userId }
  const isTold = await outbox.isToldSince(tx, about, after(now, -DAY))
  if (isTold) return
  await outbox.post(tx, now, [{ ...about, userId, connectionId }])
}
