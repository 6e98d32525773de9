import type { Tx } from '../../db/database.ts'
import * as organizations from '../../db/organizations.ts'
import * as outbox from '../../db/outbox.ts'
import * as reminders from '../../db/reminders.ts'
import * as bindings from '../../db/slack-bindings.ts'

const READERS = 10

/**
 * The channel can not be reached: whoever manages invitations reads the same list in their own messages, and an owner
 * is told what to do, once until it is mended.
 */
export async function loseChannel(
  tx: Tx,
  reminder: reminders.Reminder,
  kind: 'reminder' | 'digest',
  reply: string,
  now: Date,
): Promise<void> {
  const { organizationId, audience } = reminder
  const listsId = reminders.listOf(reminder).id
  const managers = await bindings.ofWhoeverMay(tx, organizationId, 'invitations.manage', now, READERS)
  const userIds = managers.map((it) => it.userId)
  const cards =
    userIds.length > 0
      ? await reminders.beginReading(tx, { organizationId, listsId, audience }, userIds, now)
      : []
  const isNews = await organizations.loseChannel(tx, organizationId, reply.slice(0, 200))
  const owners = isNews ? await bindings.ofWhoeverMay(tx, organizationId, 'organization.own', now, 1) : []
  await outbox.post(tx, now, [
    ...cards.map(({ id, userId }) => ({ organizationId, kind, reminderId: id, userId })),
    ...owners.map(({ userId }) => ({ organizationId, kind: 'channel-lost' as const, userId })),
  ])
}
