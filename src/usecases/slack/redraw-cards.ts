import type { Tx } from '../../db/database.ts'
import * as outbox from '../../db/outbox.ts'
import * as reminders from '../../db/reminders.ts'
import * as cards from '../../db/slack-cards.ts'

/** Every card about these invitations is promised to show how they stand now, wherever it stands. */
export async function redrawCards(
  tx: Tx,
  organizationId: string,
  invitationIds: string[],
  now: Date,
): Promise<void> {
  if (invitationIds.length === 0) return
  await redraw(tx, await cards.about(tx, organizationId, invitationIds), now)
  const listing = await reminders.toRedraw(tx, organizationId, invitationIds)
  await outbox.post(
    tx,
    now,
    listing.map(({ id, userId }) => ({ organizationId, kind: 'redraw-reminder', reminderId: id, userId })),
  )
}

/** What stands beside the list of the week has changed. */
export async function redrawDigest(tx: Tx, organizationId: string, now: Date): Promise<void> {
  const standing = await reminders.newestDigest(tx, organizationId)
  await outbox.post(
    tx,
    now,
    standing.map(({ id, userId }) => ({ organizationId, kind: 'redraw-reminder', reminderId: id, userId })),
  )
}

/** Every owner who was asked sees what one of them has answered. */
export const redrawQuestion = async (
  tx: Tx,
  organizationId: string,
  linkQuestionId: string,
  now: Date,
): Promise<void> => redraw(tx, await cards.asking(tx, organizationId, linkQuestionId), now)

/** And that there is nothing to answer any more. */
export const redrawOpenQuestions = async (
  tx: Tx,
  organizationId: string,
  connectionId: string,
  now: Date,
): Promise<void> => redraw(tx, await cards.askingFor(tx, organizationId, connectionId), now)

async function redraw(tx: Tx, standing: cards.SlackCard[], now: Date): Promise<void> {
  const drawn = standing.map(({ organizationId, id: cardId, userId }) => ({ organizationId, cardId, userId }))
  await outbox.post(
    tx,
    now,
    drawn.map((it) => ({ ...it, kind: 'redraw-card' })),
  )
}
