import * as organizations from '../../db/organizations.ts'
import * as runs from '../../db/staged-runs.ts'
import { userIdOf } from '../../domain/actor.ts'
import { authorize } from '../../domain/policy.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { StagedProgress } from '../../domain/staged-run.ts'
import { atomically, type Context, within } from '../context.ts'
import { record } from '../record.ts'
import { progressOf } from './progress-of.ts'
import { redrawStagedRun } from './redraw-staged-run.ts'
import { mayInviteStaged } from './see-staged.ts'

/** No further batch leaves; whoever was invited stays so. Anybody may stop it who may invite. */
export function stopStaged(ctx: Context, id: string): Promise<StagedProgress> {
  return atomically(ctx, async (tx) => {
    authorize(ctx.actor, 'invitation.create')
    const run = await runs.lock(tx, within(ctx), id)
    const [userId, now] = [userIdOf(ctx.actor), ctx.now()]
    if (run.state !== 'running') return progressOf(tx, run, userId, now)
    const stopped = await runs.save(tx, run, {
      ...{ state: 'stopped', stoppedWhy: 'asked', stoppedById: userId, endedAt: now },
    })
    await redrawStagedRun(tx, stopped, now)
    await record(tx, ctx, { ...about(ctx, 'stop'), after: { why: 'asked' } })
    return progressOf(tx, stopped, userId, now)
  })
}

/** From where it stopped, for whoever began it. While another is under way, that one goes on alone. */
export function goOnWithStaged(ctx: Context, id: string): Promise<StagedProgress> {
  return atomically(ctx, async (tx) => {
    await mayInviteStaged(tx, ctx)
    await organizations.lock(tx, within(ctx))
    const run = await runs.lock(tx, within(ctx), id)
    const [userId, now] = [userIdOf(ctx.actor), ctx.now()]
    if (run.userId !== userId) throw new Refusal('not-found', { what: 'invitation' })
    if (run.state !== 'stopped') return progressOf(tx, run, userId, now)
    const other = await runs.running(tx, within(ctx))
    if (other) return progressOf(tx, other, userId, now)
    const going = await runs.save(tx, run, {
      ...{ state: 'running', stoppedWhy: null, stoppedById: null, endedAt: null, nextAt: now },
    })
    await redrawStagedRun(tx, going, now)
    await record(tx, ctx, about(ctx, 'go-on-with'))
    return progressOf(tx, going, userId, now)
  })
}

const about = (ctx: Context, verb: 'stop' | 'go-on-with') => ({
  act: `invitation.${verb}-staged`,
  targetKind: 'organization' as const,
  targetId: within(ctx),
})
