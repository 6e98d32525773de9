import type { StagedProgress } from '../../domain/staged-run.ts'
import { seeStaged } from '../../usecases/staged/see-staged.ts'
import { startStaged } from '../../usecases/staged/start-staged.ts'
import { goOnWithStaged, stopStaged } from '../../usecases/staged/stop-staged.ts'
import { section, type Words } from '../blocks.ts'
import { type Answer, type AnyReaction, acting, type Heard, opening } from '../door/answer.ts'
import { stagedModal, stagedWords } from './progress.view.ts'
import { startForm } from './start-form.view.ts'

const UNDER_WAY = ':information_source: This is under way already: only one at a time.'

/** Asks first; where it is under way, that is shown. */
async function open({ ctx }: Heard): Promise<Answer> {
  const seen = await seeStaged(ctx)
  return { modal: seen.running ? stagedModal(seen.running, UNDER_WAY) : startForm(seen) }
}

async function start({ ctx }: Heard): Promise<Answer> {
  const started = await startStaged(ctx)
  if (started.result === 'nobody') return { modal: startForm(await seeStaged(ctx)), home: 'again' }
  const said =
    started.result === 'begun'
      ? ':rocket: It has begun. A message of Usher tells you how far it is.'
      : UNDER_WAY
  return { modal: stagedModal(started.run, said), home: 'again' }
}

const underWay = (run: StagedProgress): Words => ({
  text: UNDER_WAY,
  blocks: [section(UNDER_WAY), ...stagedWords(run).blocks],
})

const changing =
  (work: (heard: Heard) => Promise<StagedProgress>) =>
  async (heard: Heard): Promise<Answer> => {
    const run = await work(heard)
    if (heard.place.in !== 'message') return { modal: stagedModal(run, 'This is how it stands now.') }
    // Another is under way: the card goes on telling of its own.
    return run.id === heard.value ? { message: stagedWords(run) } : { note: underWay(run) }
  }

/** Inviting everybody who was never invited. */
export const stagedDeeds: Record<string, AnyReaction> = {
  'staged.go-on': acting(changing(({ ctx, value }) => goOnWithStaged(ctx, value))),
  'staged.open': opening('Invite staged users', open),
  'staged.stop': acting(changing(({ ctx, value }) => stopStaged(ctx, value))),
}

export const stagedForms: Record<string, AnyReaction> = { 'staged.start': acting(start) }
