import type { Tx } from '../../db/database.ts'
import * as users from '../../db/users.ts'
import { type StagedProgress, type StagedRun, waitsForLimit } from '../../domain/staged-run.ts'
import { nameOf } from '../../domain/user.ts'

/** With the names of whoever began it and whoever stopped it, for the eyes of one reader. */
export async function progressOf(
  tx: Tx,
  run: StagedRun,
  readerId: string | null,
  now: Date,
): Promise<StagedProgress> {
  const { organizationId, userId, stoppedById, byOperator } = run
  const nameIfThere = async (id: string | null) => {
    const found = id ? await users.findIfThere(tx, organizationId, id) : undefined
    return found ? nameOf(found) : null
  }
  const { id, startedAt, total, invited, awaiting, leftOut, state, stoppedWhy, nextAt, endedAt } = run
  return {
    ...{ id, startedAt, total, invited, awaiting, leftOut, state, stoppedWhy, nextAt, endedAt },
    startedBy: byOperator ? 'Whoever looks after this server' : await nameIfThere(userId),
    stoppedBy: await nameIfThere(stoppedById),
    isMine: byOperator ? readerId === null : userId !== null && userId === readerId,
    isWaiting: waitsForLimit(run, now),
    now,
  }
}
