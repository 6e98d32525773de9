export type InvitationState =
  | 'awaiting approval'
  | 'scheduled'
  | 'pending'
  | 'expired'
  | 'accepted'
  | 'declined'
  | 'cancelled'
  | 'denied'

export type UserState = 'staged' | 'invited' | 'active' | 'suspended' | 'deleted'
