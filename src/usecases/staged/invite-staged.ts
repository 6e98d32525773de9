import type { Tx } from '../../db/database.ts'
import * as organizations from '../../db/organizations.ts'
import * as runs from '../../db/staged-runs.ts'
import * as users from '../../db/users.ts'
import { Refusal } from '../../domain/refusal.ts'
import { STAGED_BATCH, STAGED_PAUSE_SECONDS, type StagedRun, tallied } from '../../domain/staged-run.ts'
import { after } from '../../domain/time.ts'
import { stateOf } from '../../domain/user.ts'
import { actorOf } from '../actor-of.ts'
import { actingAs, atomically, type Context, type Outside } from '../context.ts'
import { invite } from '../invitations/invite-people.ts'
import { mustNotFlood } from '../invitations/must-not-flood.ts'
import { record } from '../record.ts'
import { redrawDigest } from '../slack/redraw-cards.ts'
import { redrawStagedRun } from './redraw-staged-run.ts'
import { mayInviteStaged } from './see-staged.ts'

/**
 * The next batch of each run that is due: claimed, invited and counted in one transaction, so that each is invited once,
 * however many look and wherever one is killed. Says how many batches.
 */
export async function inviteStaged(ctx: Outside): Promise<number> {
  const looks: Looks = { taken: null, failed: [], faults: [] }
  for (let batches = 0; ; batches++) {
    try {
      if (!(await nextBatch(ctx, looks))) return done(batches, looks)
    } catch (fault) {
      // What one organization's batch stumbles over holds up no other's: it is tried again with the next tick.
      if (!looks.taken) throw fault
      looks.failed.push(looks.taken)
      looks.faults.push(fault)
    }
  }
}

interface Looks {
  /** Which run is in hand. */
  taken: string | null
  failed: string[]
  faults: unknown[]
}

function done(batches: number, { faults: [first] }: Looks): number {
  if (first) throw first
  return batches
}

const nextBatch = (ctx: Outside, looks: Looks): Promise<boolean> =>
  atomically(ctx, async (tx) => {
    looks.taken = null
    const run = await runs.claim(tx, ctx.now(), looks.failed)
    if (!run) return false
    looks.taken = run.id
    const acting = await actorOfRun(tx, ctx, run)
    const change =
      'stoppedWhy' in acting ? stopping(acting.stoppedWhy, ctx.now()) : await oneBatch(tx, acting, run)
    await redrawStagedRun(tx, await runs.save(tx, run, change), ctx.now())
    // The digest of the week says how many were never invited.
    if (change.state === 'done') await redrawDigest(tx, run.organizationId, ctx.now())
    if (change.stoppedWhy) await noteStopped(tx, ctx, run, change.stoppedWhy)
    return true
  })

type Stopped = { stoppedWhy: NonNullable<StagedRun['stoppedWhy']> }

/** Whoever began it, with what they may do at this moment. */
async function actorOfRun(tx: Tx, ctx: Outside, run: StagedRun): Promise<Context | Stopped> {
  const { organizationId, userId, byOperator } = run
  if (byOperator) {
    const { name } = await organizations.find(tx, organizationId)
    return actingAs(ctx, { kind: 'operator', organizationId, name })
  }
  const person = userId ? await users.findIfThere(tx, organizationId, userId) : undefined
  if (!person || stateOf(person) !== 'active') return { stoppedWhy: 'gone' }
  const acting = actingAs(ctx, await actorOf(tx, { organizationId, userId: person.id }, ctx.now()))
  const refusal = await refusalOf(() => mayInviteStaged(tx, acting))
  return refusal ? { stoppedWhy: 'not-permitted' } : acting
}

async function oneBatch(tx: Tx, ctx: Context, run: StagedRun): Promise<Partial<StagedRun>> {
  const now = ctx.now()
  const people = await runs.nextPeople(tx, run, STAGED_BATCH)
  const flood = await refusalOf(() => mustNotFlood(tx, ctx, people.length, now))
  if (flood) return { nextAt: (flood as Refusal<'too-often'>).facts.retryAt }
  const outcomes = people.length > 0 ? await invite(tx, ctx, wishFor(people)) : []
  const isOver = people.length < STAGED_BATCH
  return {
    ...tallied(run, outcomes),
    afterId: people.at(-1)?.id ?? run.afterId,
    ...(isOver ? { state: 'done', endedAt: now } : { nextAt: after(now, STAGED_PAUSE_SECONDS) }),
  }
}

const wishFor = (people: { email: string }[]) => ({
  addresses: people.map((it) => it.email),
  roles: [],
  groups: [],
  message: null,
  isConfirmed: false,
  by: 'letter' as const,
})

/** Nothing has been written by then: an answer, not the end of the transaction. */
async function refusalOf(work: () => Promise<unknown>): Promise<Refusal | null> {
  try {
    await work()
    return null
  } catch (fault) {
    if (fault instanceof Refusal) return fault
    throw fault
  }
}

const stopping = (stoppedWhy: Stopped['stoppedWhy'], now: Date): Partial<StagedRun> => ({
  state: 'stopped',
  stoppedWhy,
  endedAt: now,
})

const noteStopped = (tx: Tx, ctx: Outside, { organizationId }: StagedRun, why: Stopped['stoppedWhy']) =>
  record(tx, actingAs(ctx, { kind: 'system', organizationId }), {
    act: 'invitation.stop-staged',
    targetKind: 'organization',
    targetId: organizationId,
    after: { why },
  })
