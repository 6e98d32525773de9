import type { StagedProgress } from '../domain/staged-run.ts'
import { leftOutCount } from '../domain/staged-words.ts'
import type { Context } from '../usecases/context.ts'
import { seeStaged } from '../usecases/staged/see-staged.ts'
import { startStaged } from '../usecases/staged/start-staged.ts'
import { stopStaged } from '../usecases/staged/stop-staged.ts'
import { operatorIn } from './acting.ts'
import { beginningInWords, nobodyInWords, runInWords, stagedInWords } from './invite-staged.view.ts'
import { type Answer, type Read, readWords, WrongWords } from './words.ts'

export const stagedUsage = 'usher invite --staged [--dry-run | --stop] [--organization O]'

const options = {
  staged: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  stop: { type: 'boolean' },
  organization: { type: 'string' },
} as const

/** All who are known and were not invited. The server does it, in batches; this begins it, looks, or stops it. */
export function readInviteStaged(words: string[]): Read {
  const { values, positionals } = readWords(words, options, stagedUsage)
  if (positionals.length > 0)
    throw new WrongWords(`--staged invites everybody: name no addresses with it.\n\n${stagedUsage}`)
  if (values['dry-run'] && values.stop) throw new WrongWords(`Either --dry-run or --stop.\n\n${stagedUsage}`)
  const deed = values.stop ? stop : values['dry-run'] ? look : start
  return { run: async ({ ctx }) => deed((await operatorIn(ctx, values.organization)).acting) }
}

async function look(ctx: Context): Promise<Answer> {
  const { running, ...people } = await seeStaged(ctx)
  return {
    text: stagedInWords({ ...people, running }),
    json: { ...people, running: running && runJson(running) },
  }
}

async function start(ctx: Context): Promise<Answer> {
  const started = await startStaged(ctx)
  if (started.result === 'nobody')
    return { text: nobodyInWords(await seeStaged(ctx)), json: { result: 'nobody' }, isRefused: false }
  const { result, run } = started
  return {
    text:
      result === 'begun'
        ? beginningInWords(run)
        : runInWords(run, 'This is under way already: only one at a time.'),
    json: { result, run: runJson(run) },
    isRefused: result === 'under-way',
  }
}

async function stop(ctx: Context): Promise<Answer> {
  const { running } = await seeStaged(ctx)
  if (!running) return { text: 'Nothing is under way.', json: { result: 'nothing' } }
  const run = await stopStaged(ctx, running.id)
  return { text: runInWords(run, 'Stopped.'), json: { result: 'stopped', run: runJson(run) } }
}

const runJson = ({ id, state, startedAt, total, invited, awaiting, leftOut, nextAt }: StagedProgress) => ({
  ...{ id, state, startedAt, total, invited, awaitingApproval: awaiting },
  ...{ refused: leftOutCount(leftOut), reasons: leftOut, nextBatchAt: state === 'running' ? nextAt : null },
})
