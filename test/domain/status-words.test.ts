import { describe, expect, test } from 'vitest'
import {
  type StatusFacts,
  statesMeant,
  statusChoices,
  statusNamed,
  statusOf,
} from '../../src/domain/status-words.ts'

const now = new Date('2026-03-02T09:00:00Z')
const later = new Date('2026-03-02T09:10:00Z')
const earlier = new Date('2026-03-02T08:00:00Z')
const plain: StatusFacts = {
  state: 'active',
  invitation: null,
  mustChangePassword: false,
  lockedUntil: null,
  resetEndsAt: null,
}

test.each([
  ['enabled', ['active']],
  ['Active', ['active']],
  ['pending', ['staged', 'invited']],
  ['Pending Invitation', ['invited']],
  ['pending-invitation', ['invited']],
  ['INVITED', ['invited']],
  ['staged', ['staged']],
  ['not_invited', ['staged']],
  ['disabled', ['suspended']],
  ['suspended', ['suspended']],
  [' deactivated ', ['suspended']],
  ['inactive', ['suspended']],
  ['deleted', null],
  ['constructor', null],
  ['', null],
])('"%s" means %j', (typed, states) => expect(statesMeant(typed)).toEqual(states))

test.each([
  ['active-inactive', ['Pending', 'Pending', 'Active', 'Inactive']],
  ['active-suspended', ['Pending', 'Invited', 'Active', 'Suspended']],
  ['enabled-disabled', ['Pending', 'Pending Invitation', 'Enabled', 'Disabled']],
] as const)('%s', (vocabulary, words) => {
  const states = ['staged', 'invited', 'active', 'suspended'] as const
  expect(states.map((state) => statusOf({ ...plain, state }, now, vocabulary).label)).toEqual(words)
  // Whatever a label says, its word finds the state that it stands for.
  for (const [at, word] of words.entries()) expect(statesMeant(word)).toContain(states[at])
})

test.each([
  ['active-inactive', ['Active', 'Pending: invited', 'Pending: not invited', 'Pending: all', 'Inactive']],
  ['active-suspended', ['Active', 'Invited', 'Pending: not invited', 'Invited or Pending', 'Suspended']],
  [
    'enabled-disabled',
    ['Enabled', 'Pending Invitation', 'Pending: not invited', 'Pending Invitation or Pending', 'Disabled'],
  ],
] as const)(
  '%s: a list is narrowed to what people are called there, by words that all know',
  (vocabulary, words) => {
    const choices = statusChoices(vocabulary)
    expect(choices.map((it) => it.text)).toEqual(words)
    const meant = choices.map((it) => statesMeant(it.value))
    expect(meant).toEqual([['active'], ['invited'], ['staged'], ['staged', 'invited'], ['suspended']])
    for (const typed of ['disabled', 'Suspended', 'inactive'])
      expect(statusNamed(typed, vocabulary)).toBe(words[4])
    expect(statusNamed('nonsense', vocabulary)).toBe('nonsense')
  },
)

describe('what stands beside the label', () => {
  const invited = (state: 'pending' | 'expired' | 'scheduled', hasFailed = false) => ({
    ...plain,
    state: 'invited' as const,
    invitation: { state, hasFailed },
  })
  test.each<[string, StatusFacts, string[]]>([
    ['nothing', plain, []],
    ['an open invitation', invited('pending'), []],
    ['an expired one', invited('expired'), ['invitation expired']],
    ['a letter that came back', invited('pending', true), ['e-mail failed']],
    ['both', invited('expired', true), ['invitation expired', 'e-mail failed']],
    ['one for later', invited('scheduled'), ['scheduled']],
    ['nobody invited them', { ...plain, state: 'staged' }, ['not invited']],
    [
      'they said no',
      { ...plain, state: 'staged', invitation: { state: 'declined', hasFailed: false } },
      ['declined'],
    ],
    ['a temporary password', { ...plain, mustChangePassword: true }, ['must change password']],
    ['a lock', { ...plain, lockedUntil: later }, ['locked until 2026-03-02T09:10:00.000Z']],
    ['a lock that is over', { ...plain, lockedUntil: now }, []],
    ['a reset', { ...plain, resetEndsAt: later }, ['reset link sent']],
    ['a reset that ended', { ...plain, resetEndsAt: earlier }, ['reset link expired']],
    ['a suspended person', { ...plain, state: 'suspended', mustChangePassword: true }, []],
  ])('%s', (_, facts, notes) => expect(statusOf(facts, now).notes).toEqual(notes))
})
