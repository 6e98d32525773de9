import type { ListedInvitationState } from '../../usecases/invitations/list-invitations.ts'

const states: Record<string, ListedInvitationState | null> = {
  all: null,
  open: 'open',
  pending: 'pending',
  expired: 'expired',
  scheduled: 'scheduled',
  'awaiting approval': 'awaiting approval',
  accepted: 'accepted',
  declined: 'declined',
  cancelled: 'cancelled',
  canceled: 'cancelled',
  denied: 'denied',
}

/** Everything that is open, unless one of the others is said. */
export const stateFrom = (typed: string | null | undefined): ListedInvitationState | null =>
  typed && Object.hasOwn(states, typed) ? (states[typed] ?? null) : 'open'
