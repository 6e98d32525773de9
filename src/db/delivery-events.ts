import type { Tx } from './database.ts'
import { newId } from './id.ts'
import { rowOf } from './row.ts'

export type DeliveryEventKind =
  | 'queued'
  | 'sent'
  | 'deferred'
  | 'failed'
  | 'dead'
  | 'dropped'
  | 'bounced'
  | 'link visited'
  | 'link copied'
  | 'new link asked'
  | 'accepted'
  | 'declined'
  | 'cancelled'

export interface DeliveryEvent {
  organizationId: string
  id: string
  invitationId: string
  messageId: string | null
  generation: number | null
  at: Date
  kind: DeliveryEventKind
  detail: string | null
}

const Events = rowOf<DeliveryEvent>('delivery_events')

type NewEvent = Pick<DeliveryEvent, 'organizationId' | 'invitationId' | 'kind'> & Partial<DeliveryEvent>

export async function note(tx: Tx, now: Date, events: NewEvent[]): Promise<void> {
  if (events.length === 0) return
  await Events.query(tx).insert(events.map((it) => ({ ...it, id: newId(now), at: now })))
}

/** What the mail server said when the newest letter of an invitation was given up. */
export async function lastFailure(
  tx: Tx,
  organizationId: string,
  invitationId: string,
): Promise<string | null> {
  const found = await Events.query(tx)
    .where({ organizationId, invitationId })
    .whereIn('kind', ['failed', 'dead', 'bounced'])
    .orderBy('at', 'desc')
    .first()
  return found?.detail ?? null
}

/** Oldest first; a letter that is deferred for days would fill the page, so the newest hundred. */
export async function trailOf(
  tx: Tx,
  organizationId: string,
  invitationId: string,
): Promise<DeliveryEvent[]> {
  const newest = await Events.query(tx)
    .where({ organizationId, invitationId })
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(100)
  return newest.reverse()
}
