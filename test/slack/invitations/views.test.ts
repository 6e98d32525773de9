import { describe, expect, test } from 'vitest'
import { inOneLine } from '../../../src/playground/blocks/fault.ts'
import { checkMessage } from '../../../src/playground/blocks/messages.ts'
import { checkView } from '../../../src/playground/blocks/views.ts'
import { home } from '../../../src/slack/blocks.ts'
import { cardWords } from '../../../src/slack/cards/card.view.ts'
import { fileWords, unknownWords } from '../../../src/slack/commands/people.view.ts'
import { meantWords, nobodyNamed, resentWords } from '../../../src/slack/invitations/by-words.view.ts'
import { askBeforeCancel, cancelledMany } from '../../../src/slack/invitations/cancel-form.view.ts'
import { askBeforeLink, freshLink } from '../../../src/slack/invitations/copy-link.view.ts'
import { askBeforeDenial } from '../../../src/slack/invitations/deny-form.view.ts'
import { editForm } from '../../../src/slack/invitations/edit-form.view.ts'
import { invitationDetails } from '../../../src/slack/invitations/invitation-details.view.ts'
import { invitationsArea } from '../../../src/slack/invitations/invitations-area.view.ts'
import { inviteForm } from '../../../src/slack/invitations/invite-form.view.ts'
import { inviteResult, inviteResultWords } from '../../../src/slack/invitations/invite-result.view.ts'
import { pendingWords } from '../../../src/slack/invitations/pending.view.ts'
import { askBeforeWithdrawal } from '../../../src/slack/invitations/withdraw-form.view.ts'
import { usualCommands } from '../../../src/slack/needs.ts'
import { expectGolden } from '../golden.ts'
import {
  bareChoices,
  card,
  choices,
  known,
  now,
  outcomes,
  poison,
  shown,
  states,
  withLink,
} from './samples.ts'

const counts = {
  pending: 3,
  expired: 1,
  scheduled: 1,
  'awaiting approval': 1,
  accepted: 1001,
  declined: 0,
  cancelled: 2,
  denied: 0,
}
const area = {
  invitations: states.map((it) => shown(it)),
  next: 'next',
  counts,
  state: 'open' as const,
  search: '',
  isFirstPage: false,
  mayInvite: true,
  isPartial: false,
  now,
}
const page = {
  invitations: states.slice(0, 6).map((it) => shown(it)),
  state: 'open' as const,
  search: '',
  next: 'next',
  first: 'first',
  mayInvite: true,
  homeUrl: 'slack://app?team=T0ACME00000&id=A0USHER0000&tab=home',
  now,
}
const sent = {
  outcomes,
  unreadable: ['asmin'],
  silent: ['@carol'],
  by: 'letter' as const,
  homeUrl: page.homeUrl,
}
const row = shown('pending')
const poisoned = shown('declined', {
  personName: poison,
  inviterName: poison,
  inviterSlackId: null,
  endedWhy: poison,
  endedByName: poison,
  message: poison,
  roleNames: [poison],
  groups: [{ id: row.id, name: poison, kind: 'team' }],
  trail: [{ at: now, kind: 'failed', detail: poison.repeat(60) }],
})

/** Everything that invitations show, by the name of its golden. */
const drawn: Record<string, object> = {
  form: inviteForm(choices),
  'form-bare': inviteForm(bareChoices),
  'form-draft': inviteForm(choices, {
    addresses: 'ada@example.com\nbob@exаmple.com',
    roleIds: choices.roles.map((it) => it.id),
    departmentId: choices.groups.department[0]?.id ?? null,
    teamIds: choices.groups.team.map((it) => it.id),
    message: 'Welcome',
    when: 'later',
    sendAt: now,
    by: 'link',
    troubles: ['Not understood: “asmin”. Did you mean “Admin”?'],
    existing: { text: 'dan@example.com is already a user (suspended).', userId: row.id },
    looksLike: [{ email: 'bob@exаmple.com', readsAs: 'xn--exmple-4nf.com' }],
  }),
  result: inviteResult(sent),
  'result-link': inviteResult({ ...sent, outcomes: [withLink], unreadable: [], silent: [] }),
  'result-by-command': inviteResultWords(sent),
  'result-by-command-later': inviteResultWords({
    outcomes: [
      withLink,
      { email: 'bob@example.com', result: 'was-invited', invitationId: row.id, state: 'accepted' },
      { email: 'eve@example.com', result: 'was-invited', invitationId: row.id, state: 'expired' },
    ],
    letters: { all: 3, sent: 2, failed: 1, reply: null },
    unreadable: [],
    by: 'letter',
    homeUrl: page.homeUrl,
  }),
  pending: pendingWords(page),
  'pending-none': pendingWords({
    ...page,
    invitations: [],
    next: null,
    first: null,
    notUnderstood: ['role:x'],
  }),
  area: home(invitationsArea(area)),
  'area-none': home(
    invitationsArea({ ...area, invitations: [], next: null, isFirstPage: true, isPartial: true }),
  ),
  'area-search': home(
    invitationsArea({ ...area, invitations: [], next: null, search: 'ada', state: 'declined' }),
  ),
  'cancel-one': askBeforeCancel([row]),
  'cancel-many': askBeforeCancel([row, shown('expired')], {
    why: 'Wrong',
    left: ['“Jo” has no open invitation.'],
  }),
  'cancelled-many': cancelledMany([
    { who: 'ada@example.com', trouble: null },
    { who: 'bob@example.com', trouble: 'This invitation is accepted by now, so nothing was changed.' },
  ]),
  deny: askBeforeDenial(shown('awaiting approval')),
  withdraw: askBeforeWithdrawal(shown('awaiting approval')),
  edit: editForm(row, choices),
  'edit-look-alike': editForm(row, choices, { email: 'ada@exаmple.com', readsAs: 'xn--exmple-4nf.com' }),
  'link-asked': askBeforeLink(row),
  'link-fresh': freshLink(row, 'https://usher.test/i/inv_secret'),
  resent: resentWords(
    [
      { resent: row },
      { refused: row, why: 'That was very often. Try again in 40 minutes.' },
      { meant: { typed: 'nobody@example.com', invitations: [] } },
      { meant: { typed: 'Jo', invitations: [row, shown('expired')] } },
    ],
    ['@carol'],
  ),
  'resend-whom': nobodyNamed('resend'),
  'nobody-meant': meantWords([{ typed: 'Jo', invitations: [] }], []),
  'unknown-word': unknownWords(
    { word: 'unknown', typed: 'pendign', suggestion: 'pending', rest: 'pendign expired' },
    usualCommands,
  ),
  'no-import': fileWords('import', usualCommands),
  'no-export': fileWords('export', usualCommands),
  'card-accepted': cardWords(card('invitation-accepted', 'accepted')),
  'card-declined': cardWords(card('invitation-declined', 'declined')),
  'card-failed': cardWords(card('delivery-failed', 'pending', { failure: '550 5.1.1 No such user\nhere' })),
  'card-new-link': cardWords(card('new-link-asked', 'expired')),
  'card-approval-asked': cardWords(card('approval-asked', 'awaiting approval')),
  'card-approval-awaited': cardWords({
    ...card('approval-awaited', 'awaiting approval'),
    invitation: shown('awaiting approval', { actions: ['withdraw'] }),
  }),
  'card-approval-awaited-closed': cardWords(card('approval-awaited', 'cancelled')),
  'card-approval-decided': cardWords(card('approval-decided', 'denied')),
  'card-approval-ending': cardWords(
    card('approval-ending', 'awaiting approval', { endsUndecidedAt: new Date('2026-03-05T09:00:00Z') }),
  ),
  'card-approval-ending-decided': cardWords(card('approval-ending', 'pending')),
  'card-approval-undecided': cardWords(card('approval-undecided', 'cancelled')),
  'details-said': invitationDetails(row, now, { said: ':email: A new letter is queued.', closesAll: true }),
  ...Object.fromEntries(
    states.map((it) => [`details-${it.replace(' ', '-')}`, invitationDetails(shown(it), now)]),
  ),
}

test.each(Object.entries(drawn))('%s is as it was, and Slack takes it', (name, view) =>
  expectGolden(`invitations/${name}`, view),
)

const faultsOf = (it: object) => ('type' in it ? checkView(it) : checkMessage(it)).map(inOneLine)

describe('whatever people wrote', () => {
  const views = {
    details: invitationDetails(poisoned, now),
    cancel: askBeforeCancel([poisoned]),
    deny: askBeforeDenial(poisoned),
    withdraw: askBeforeWithdrawal(poisoned),
    edit: editForm(poisoned, choices),
    link: freshLink(poisoned, 'https://usher.test/i/x'),
    card: cardWords({ ...card('invitation-declined', 'declined'), invitation: poisoned, failure: poison }),
    pending: pendingWords({ ...page, invitations: [poisoned], search: poison }),
    area: home(invitationsArea({ ...area, invitations: [poisoned], search: poison })),
  }
  test.each(Object.entries(views))('mentions nobody and links nowhere in %s', (_, view) => {
    expect(faultsOf(view)).toEqual([])
    expect(markupIn(view)).not.toMatch(/<!channel|<https:\/\/evil/)
  })
})

const shownAsItIs = ['initial_value', 'accessibility_label', 'value']

/** Plain text shows everything as it is: only markup can do harm. */
const markupIn = (view: object): string =>
  JSON.stringify(view, (key, it) => (it?.type === 'plain_text' || shownAsItIs.includes(key) ? undefined : it))

describe('hundreds of outcomes', () => {
  test('fit into a modal, each with its line', () => {
    const view = inviteResult({ ...sent, outcomes: known(500) })
    expect(faultsOf(view)).toEqual([])
    const text = JSON.stringify(view)
    for (const { email } of known(500)) expect(text).toContain(email)
  })

  test('fit into a message too, which says how many it leaves out', () => {
    const words = inviteResultWords({
      ...sent,
      outcomes: known(500),
      unreadable: known(20).map((it) => it.email),
    })
    expect(faultsOf(words)).toEqual([])
    expect(JSON.stringify(words)).toMatch(/… and \d+ more addresses/)
  })

  test('show no link in a message', () => {
    expect(JSON.stringify(inviteResultWords({ ...sent, outcomes: [withLink] }))).not.toContain('inv_secret')
  })
})
