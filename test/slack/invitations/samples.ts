import type { InvitationCard } from '../../../src/domain/card.ts'
import { Refusal } from '../../../src/domain/refusal.ts'
import type { InvitationState } from '../../../src/domain/states.ts'
import type { Outcome } from '../../../src/domain/wish.ts'
import type { InviteChoices } from '../../../src/usecases/invitations/see-invite-choices.ts'
import type { ShownInvitation } from '../../../src/usecases/invitations/show-invitation.ts'

export const now = new Date('2026-03-02T09:00:00Z')
const hours = (count: number): Date => new Date(now.getTime() + count * 3_600_000)
const id = (number: number): string => `019a0000-0000-7000-8000-${String(number).padStart(12, '0')}`

export const poison = '*_~`<!channel> <https://evil.test|click> & :tada: @here\n> quoted ‮'

const actionsIn: Record<InvitationState, ShownInvitation['actions']> = {
  'awaiting approval': ['approve', 'deny', 'cancel'],
  scheduled: ['resend', 'edit', 'cancel'],
  pending: ['resend', 'copy-link', 'edit', 'cancel'],
  expired: ['resend', 'copy-link', 'cancel'],
  accepted: [],
  declined: ['invite-again'],
  cancelled: ['invite-again'],
  denied: ['invite-again'],
}

const hasEnded = (state: InvitationState): boolean =>
  state === 'accepted' || state === 'declined' || state === 'cancelled' || state === 'denied'

export const shown = (state: InvitationState, more: Partial<ShownInvitation> = {}): ShownInvitation => ({
  id: id(1),
  userId: id(2),
  email: 'ada@example.com',
  address: 'ada@example.com',
  inviterId: id(3),
  inviterName: 'Grace Hopper',
  inviterSlackId: 'U0GRACE0000',
  createdAt: hours(-3),
  sendAfter: state === 'scheduled' ? hours(20) : null,
  sentAt: state === 'scheduled' || state === 'awaiting approval' || state === 'denied' ? null : hours(-3),
  expiresAt: state === 'expired' ? hours(-1) : state === 'pending' ? hours(21) : null,
  endedAt: hasEnded(state) ? hours(-1) : null,
  endedWhy: state === 'declined' ? 'I have another job' : null,
  endedByName: state === 'cancelled' ? 'Olga Petrova' : null,
  personName: state === 'accepted' ? 'Ada Lovelace' : null,
  roleNames: ['Admin', 'Member'],
  hasFailed: false,
  state,
  actions: actionsIn[state],
  message: 'Welcome *aboard*',
  groups: [
    { id: id(10), name: 'Engineering', kind: 'department' },
    { id: id(11), name: 'Platform', kind: 'team' },
  ],
  roles: [
    { id: id(20), name: 'Admin' },
    { id: id(21), name: 'Member' },
  ],
  trail: [
    { at: hours(-3), kind: 'queued', detail: null },
    { at: hours(-3), kind: 'deferred', detail: '451 4.7.1 Greylisted, try again later' },
    { at: hours(-2), kind: 'sent', detail: '250 2.0.0 OK' },
    { at: hours(-1), kind: 'link visited', detail: null },
  ],
  ...more,
})

export const states = Object.keys(actionsIn) as InvitationState[]

export const choices: InviteChoices = {
  organization: { name: 'Acme' } as InviteChoices['organization'],
  roles: [
    { id: id(20), name: 'Admin' },
    { id: id(21), name: 'Member' },
  ],
  defaultRoleId: id(21),
  groups: {
    department: [{ id: id(10), name: 'Engineering' }],
    unit: [],
    team: [{ id: id(11), name: 'Platform' }],
    site: [],
  },
  mayInviteDirectly: true,
}

export const bareChoices: InviteChoices = {
  ...choices,
  groups: { department: [], unit: [], team: [], site: [] },
  mayInviteDirectly: false,
}

export const outcomes: Outcome[] = [
  {
    email: 'ada@example.com',
    result: 'invited',
    invitationId: id(1),
    userId: id(2),
    link: null,
    similarTo: null,
  },
  {
    email: 'ada+1@example.com',
    result: 'invited',
    invitationId: id(4),
    userId: id(5),
    link: null,
    similarTo: 'ada@example.com',
  },
  {
    email: 'bob@example.com',
    result: 'scheduled',
    invitationId: id(6),
    userId: id(7),
    sendAfter: hours(20),
    similarTo: null,
  },
  { email: 'eve@example.com', result: 'awaits-approval', invitationId: id(8), userId: id(9) },
  { email: 'carol@example.com', result: 'already-invited', invitationId: id(12), state: 'expired' },
  {
    email: 'dan@example.com',
    result: 'already-a-user',
    userId: id(13),
    state: 'suspended',
    label: 'Inactive',
  },
  { email: 'ada@example.com', result: 'repeated' },
  { email: 'mallory@exаmple.com', result: 'needs-confirmation', readsAs: 'xn--exmple-4nf.com' },
  {
    email: 'bad@',
    result: 'refused',
    refusal: new Refusal('address-unreadable', { typed: 'bad@', fault: 'domain' }),
  },
]

export const withLink: Outcome = {
  email: 'ada@example.com',
  result: 'invited',
  invitationId: id(1),
  userId: id(2),
  link: 'https://usher.test/i/inv_secret',
  similarTo: null,
}

export const known = (count: number): Outcome[] =>
  Array.from({ length: count }, (_, at) => ({
    email: `${'a-rather-long-name-of-somebody'.repeat(2)}${at}@${'department.'.repeat(12)}example.com`,
    result: 'already-invited',
    invitationId: id(1000 + at),
    state: 'pending',
  }))

export const card = (
  occasion: InvitationCard['occasion'],
  state: InvitationState,
  more: Partial<InvitationCard> = {},
): InvitationCard => ({
  occasion,
  invitation: shown(state),
  failure: null,
  endsUndecidedAt: null,
  now,
  ...more,
})
