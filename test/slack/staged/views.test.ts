import { describe, expect, test } from 'vitest'
import type { StagedProgress } from '../../../src/domain/staged-run.ts'
import { inOneLine } from '../../../src/playground/blocks/fault.ts'
import { checkMessage } from '../../../src/playground/blocks/messages.ts'
import { checkView } from '../../../src/playground/blocks/views.ts'
import { stagedModal, stagedWords } from '../../../src/slack/staged/progress.view.ts'
import { startForm } from '../../../src/slack/staged/start-form.view.ts'
import type { SeenStaged } from '../../../src/usecases/staged/see-staged.ts'
import { expectGolden } from '../golden.ts'
import { now, poison } from '../invitations/samples.ts'

const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
const run = (more: Partial<StagedProgress> = {}): StagedProgress => ({
  id: '019a0000-0000-7000-8000-000000000038',
  startedAt: at(-5),
  total: 430,
  invited: 147,
  awaiting: 0,
  leftOut: { 'address-looks-alike': 2, 'address-domain-not-allowed': 1 },
  state: 'running',
  stoppedWhy: null,
  nextAt: at(1),
  endedAt: null,
  startedBy: 'Grace Hopper',
  stoppedBy: null,
  isMine: true,
  isWaiting: false,
  now,
  ...more,
})
const seen = (more: Partial<SeenStaged> = {}): SeenStaged => ({
  ...{ toInvite: 430, withRoles: 12, withoutAddress: 3, declined: 2, roleName: 'Member', running: null },
  ...more,
})

const drawn = {
  'form-many': startForm(seen()),
  'form-one': startForm(seen({ toInvite: 1, withRoles: 1, withoutAddress: 1, declined: 1 })),
  'form-plain': startForm(seen({ toInvite: 20, withRoles: 0, withoutAddress: 0, declined: 0 })),
  'form-nobody': startForm(seen({ toInvite: 0, withRoles: 0, withoutAddress: 0, declined: 0 })),
  'form-nobody-but': startForm(seen({ toInvite: 0, withRoles: 0 })),
  begun: stagedWords(run({ invited: 0, leftOut: {} })),
  running: stagedWords(run()),
  'last-batch': stagedWords(run({ invited: 400, awaiting: 5 })),
  waiting: stagedWords(run({ isWaiting: true, nextAt: at(40) })),
  stopped: stagedWords(run({ state: 'stopped', stoppedWhy: 'asked', stoppedBy: 'Ada Byron', endedAt: now })),
  'stopped-by-itself': stagedWords(run({ state: 'stopped', stoppedWhy: 'not-permitted', endedAt: now })),
  'stopped-as-gone': stagedWords(
    run({ state: 'stopped', stoppedWhy: 'gone', endedAt: now, startedBy: null, isMine: false }),
  ),
  done: stagedWords(run({ state: 'done', invited: 425, endedAt: now })),
  'done-all': stagedWords(run({ state: 'done', invited: 430, leftOut: {}, endedAt: now })),
  'under-way': stagedModal(run({ isMine: false }), ':information_source: This is under way already.'),
}

test.each(Object.entries(drawn))('%s is as it was, and Slack takes it', (name, view) =>
  expectGolden(`staged/${name}`, view),
)

describe('the longest names there are', () => {
  const long = `${poison}${'ß'.repeat(300)}`

  test('fit, mention nobody and link nowhere', () => {
    const card = stagedWords(run({ state: 'stopped', stoppedWhy: 'asked', startedBy: long, stoppedBy: long }))
    const form = startForm(seen({ roleName: long, toInvite: 1_000_000 }))
    expect(checkMessage(card).map(inOneLine)).toEqual([])
    expect(checkView(form).map(inOneLine)).toEqual([])
    expect(JSON.stringify([card, form])).not.toMatch(/<!channel|<https:\/\/evil/)
  })
})
