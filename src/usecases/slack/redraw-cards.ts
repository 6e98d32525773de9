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
  const standing = await cards.about(tx, organizationId, invitationIds)
  await outbox.post(
    tx,
    now,
    standing.map(({ id, userId }) => ({ organizationId, kind: 'redraw-card', cardId: id, userId })),
  )
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
export async function redrawQuestion(
  tx: Tx,
  organizationId: string,
  linkQuestionId: string,
  now: Date,
): Promise<void> {
  const standing = await cards.asking(tx, organizationId, linkQuestionId)
  await outbox.post(
    tx,
    now,
    standing.map(({ id, userId }) => ({ organizationId, kind: 'redraw-card', cardId: id, userId })),
  )
}
