import type { Tx } from '../../db/database.ts'
import * as outbox from '../../db/outbox.ts'
import * as runs from '../../db/staged-runs.ts'
import type { StagedRun } from '../../domain/staged-run.ts'

/** Its card, where one stands, is promised to show how far it has come; one that is on its way looks itself. */
export async function redrawStagedRun(tx: Tx, run: StagedRun, now: Date): Promise<void> {
  const { organizationId, id, userId, ts } = run
  if (!ts || !userId || (await runs.isToBeRedrawn(tx, run))) return
  await outbox.post(tx, now, [{ organizationId, kind: 'redraw-staged-run', stagedRunId: id, userId }])
}
