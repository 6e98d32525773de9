import type { Invitation } from './invitation.ts'
import type { InvitationAction } from './invitation-actions.ts'
import type { Delivery } from './message.ts'
import type { StagedProgress } from './staged-run.ts'
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
  'approval-ending',
  'approval-undecided',
] as const
export type CardOccasion = (typeof cardOccasions)[number]

/** A card in Slack as its facts: the room of Slack gives them words. */
export type Card =
  | InvitationCard
  | ReminderCard
  | LinkAskedCard
  | OwnerKeptCard
  | TokenEndingCard
  | ChannelLostCard
  | CutOffCard
  | StagedRunCard

/** What a provider asks, or what somebody has to know of it. */
export const providerOccasions = ['link-asked', 'owner-kept', 'token-ending'] as const
export type ProviderOccasion = (typeof providerOccasions)[number]

/** To every owner; it goes on standing there, and shows what one of them has answered. */
export interface LinkAskedCard {
  occasion: 'link-asked'
  question: CardQuestion
}

export interface CardQuestion {
  id: string
  connectionName: string
  isConnected: boolean
  userId: string
  personName: string
  email: string | null
  /** Another connection that the person would leave. */
  belongsTo: string | null
  userName: string
  askedAt: Date
  answer: 'linked' | 'refused' | null
  answeredAt: Date | null
  answeredBy: string | null
  mayAnswer: boolean
}

/** A provider wanted the last owner gone. */
export interface OwnerKeptCard {
  occasion: 'owner-kept'
  connectionName: string
}

export interface TokenEndingCard {
  occasion: 'token-ending'
  connectionId: string
  connectionName: string
  beginning: string
  lastUsedAt: Date | null
  endsAt: Date
  now: Date
}

/** Invitations that have waited too long: one card for one reader, however many they are. */
export interface ReminderCard {
  occasion: 'reminder'
  reminderId: string
  /** In the channel, whoever clicks may be somebody who may not: that is decided then. */
  audience: 'inviter' | 'channel' | 'digest'
  /** Beside the list, in a digest. */
  beside: { staged: number; undelivered: number } | null
  /** One page of them, in the order in which they end. */
  invitations: CardInvitation[]
  all: number
  pending: number
  expired: number
  page: number
  pages: number
  now: Date
}

/** The channel for reminders can not be reached. */
export interface ChannelLostCard {
  occasion: 'channel-lost'
  channel: string
  /** What Slack said. */
  reply: string
}

/** Something they waited for was interrupted. */
export interface CutOffCard {
  occasion: 'cut-off'
}

/** How far inviting everybody has come: to whoever began it, drawn anew with each batch. */
export interface StagedRunCard {
  occasion: 'staged-run'
  run: StagedProgress
}

/** One invitation, and what has become of it. */
export interface InvitationCard {
  occasion: CardOccasion
  invitation: CardInvitation
  /** What the mail server said, where a letter failed. */
  failure: string | null
  /** When a request ends that nobody decides. */
  endsUndecidedAt: Date | null
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
