import type { Invitation } from './invitation.ts'
import type { InvitationAction } from './invitation-actions.ts'
import type { Delivery } from './message.ts'
import type { InvitationState } from './states.ts'

/** Why a card was posted. It goes on standing there, and shows its invitation as it is now. */
export const cardOccasions = [
  'invitation-accepted',
  'invitation-declined',
  'delivery-failed',
  'new-link-asked',
  'approval-asked',
  'approval-awaited',
  'approval-decided',
] as const
export type CardOccasion = (typeof cardOccasions)[number]

/** A card in Slack as its facts: the room of Slack gives them words. */
export interface Card {
  occasion: CardOccasion
  invitation: CardInvitation
  /** What the mail server said, where a letter failed. */
  failure: string | null
  now: Date
}

/** An invitation as one reader may see it, with what they may do about it. */
export type CardInvitation = Pick<
  Invitation,
  | 'id'
  | 'email'
  | 'address'
  | 'inviterName'
  | 'createdAt'
  | 'sendAfter'
  | 'sentAt'
  | 'expiresAt'
  | 'endedAt'
  | 'endedWhy'
> & {
  state: InvitationState
  personName: string | null
  /** Where Slack knows whoever invited. */
  inviterSlackId: string | null
  endedByName: string | null
  roleNames: string[]
  hasFailed: boolean
  actions: InvitationAction[]
}

/** To a person in a workspace, or over what stands in a channel already. */
export interface CardPlace {
  teamId: string
  channel: string
  /** The message to be drawn anew; null: a new one. */
  ts: string | null
}

export type CardDelivery = Delivery & {
  /** Where it stands now. */
  posted?: { channel: string; ts: string }
}

export type DeliverCard = (card: Card, place: CardPlace) => Promise<CardDelivery>

/** A word of welcome to somebody who was just connected, and their Home beside it. */
export type GreetInSlack = (person: { teamId: string; slackUserId: string }) => Promise<CardDelivery>
