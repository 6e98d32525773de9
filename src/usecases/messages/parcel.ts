import type * as outbox from '../../db/outbox.ts'
import type { CardDelivery, DeliverCard, GreetInSlack } from '../../domain/card.ts'
import type { Deliver } from '../../domain/message.ts'
import type { Pace } from '../../domain/pace.ts'
import type { WrittenCard } from './write-card.ts'
import type { WrittenProviderCard } from './write-provider-card.ts'
import type { WrittenReminder } from './write-reminder.ts'
import type { WrittenStagedCard } from './write-staged-card.ts'

/** The ways out of the house. Without Slack, everybody is written to. */
export interface Rooms {
  mail: Deliver
  slack: DeliverCard | null
  greet?: GreetInSlack | null
  /** How many letters a mail domain is sent; without it, as many as there are. */
  pace?: Pace | null
  /** Hears how each try ended. */
  watch?(kind: outbox.MessageKind, result: Delivered): void
}

/** How a try ended. */
export type Delivered = 'sent' | 'waits' | 'failed' | 'dead' | 'dropped' | 'not-mine'

/** Ready to leave, by whichever way its reader is reached. */
export interface Parcel {
  until: Date
  send(): Promise<CardDelivery>
  /** What is noted of a card, so that it can be drawn anew. */
  card?: WrittenCard
  reminder?: WrittenReminder
  provider?: WrittenProviderCard
  staged?: WrittenStagedCard
  /** It has taken its turn, and gives it back. */
  pace?: Pace
}

/** Nothing stands in Slack yet that it would draw anew. */
export const isNew = ({ cardId, kind }: outbox.Message): boolean => !cardId && kind !== 'redraw-reminder'

/** Nobody's own: for all who read there. */
export const isForChannel = (message: outbox.Message): boolean => isNew(message) && message.userId === null
