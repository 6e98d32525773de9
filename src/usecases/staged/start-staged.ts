import { newId } from '../../db/id.ts'
import * as organizations from '../../db/organizations.ts'
import * as outbox from '../../db/outbox.ts'
import * as runs from '../../db/staged-runs.ts'
import { userIdOf } from '../../domain/actor.ts'
import type { StagedProgress } from '../../domain/staged-run.ts'
import { atomically, type Context, within } from '../context.ts'
import { record } from '../record.ts'
import { progressOf } from './progress-of.ts'
import { mayInviteStaged } from './see-staged.ts'

export type Started =
  | { result: 'begun' | 'under-way'; run: StagedProgress }
  /** There is nobody who could be invited. */
  | { result: 'nobody' }

/** Everybody who is known here and was not invited, in batches from now on; where that is under way, it is shown. */
export function startStaged(ctx: Context): Promise<Started> {
  return atomically(ctx, async (tx) => {
    await mayInviteStaged(tx, ctx)
    // Two who begin at the same moment: the second finds the run of the first.
    await organizations.lock(tx, within(ctx))
    const userId = userIdOf(ctx.actor)
    const now = ctx.now()
    const running = await runs.running(tx, within(ctx))
    if (running) return { result: 'under-way', run: await progressOf(tx, running, userId, now) }
    const { toInvite } = await runs.count(tx, within(ctx))
    if (toInvite === 0) return { result: 'nobody' }

    const run = await runs.insert(tx, {
      ...{ organizationId: within(ctx), id: newId(now), userId, byOperator: ctx.actor.kind === 'operator' },
      ...{ startedAt: now, total: toInvite, nextAt: now, state: 'running' },
    })
    if (userId)
      await outbox.post(tx, now, [
        { organizationId: within(ctx), kind: 'staged-run', stagedRunId: run.id, userId },
      ])
    await record(tx, ctx, {
      act: 'invitation.start-staged',
      targetKind: 'organization',
      targetId: within(ctx),
      after: { people: toInvite },
    })
    return { result: 'begun', run: await progressOf(tx, run, userId, now) }
  })
}
