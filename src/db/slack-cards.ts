import type { CardOccasion, ProviderOccasion } from '../domain/card.ts'
import type { Tx } from './database.ts'
import { rowOf } from './row.ts'

/** A card that stands in somebody's Slack. */
export interface SlackCard {
  organizationId: string
  id: string
  occasion: CardOccasion | ProviderOccasion
  /** What it is about, one of the two. */
  invitationId: string | null
  linkQuestionId: string | null
  /** Whose eyes it was drawn for. */
  userId: string
  teamId: string
  channel: string
  ts: string
  postedAt: Date
}

const Cards = rowOf<SlackCard>('slack_cards')

export async function insert(tx: Tx, row: SlackCard): Promise<void> {
  await Cards.query(tx).insert(row)
}

export const find = async (tx: Tx, organizationId: string, id: string): Promise<SlackCard | undefined> =>
  Cards.query(tx).findOne({ organizationId, id })

export const about = async (tx: Tx, organizationId: string, invitationIds: string[]): Promise<SlackCard[]> =>
  Cards.query(tx).where({ organizationId }).whereIn('invitationId', invitationIds).orderBy('id')

/** What a connection asks and nobody has answered, on every card that says so. */
export const askingFor = async (tx: Tx, organizationId: string, connectionId: string): Promise<SlackCard[]> =>
  Cards.query(tx)
    .where({ organizationId })
    .whereIn(
      'linkQuestionId',
      tx('linkQuestions').select('id').where({ organizationId, connectionId, answer: null }),
    )
    .orderBy('id')

export const asking = async (tx: Tx, organizationId: string, linkQuestionId: string): Promise<SlackCard[]> =>
  Cards.query(tx).where({ organizationId, linkQuestionId }).orderBy('id')
