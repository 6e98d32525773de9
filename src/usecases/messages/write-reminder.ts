import type { Tx } from '../../db/database.ts'
import * as digests from '../../db/digests.ts'
import * as list from '../../db/invitation-list.ts'
import * as organizations from '../../db/organizations.ts'
import type { Message } from '../../db/outbox.ts'
import * as reminders from '../../db/reminders.ts'
import * as bindings from '../../db/slack-bindings.ts'
import * as teams from '../../db/slack-teams.ts'
import type { Actor } from '../../domain/actor.ts'
import type { CardPlace, ReminderCard } from '../../domain/card.ts'
import { NOTICE_WORTH_SECONDS } from '../../domain/delivery.ts'
import { after } from '../../domain/time.ts'
import { actorOf } from '../actor-of.ts'
import { actingAs, type Outside } from '../context.ts'
import { listed as asListed } from '../invitations/list-invitations.ts'

/** A message holds far less than a Home; the rest is on its other pages. */
const PAGE = 8

export interface WrittenReminder {
  reminder: reminders.Reminder
  card: ReminderCard
  place: CardPlace
  until: Date
}

/** Null where this message is none, or its reader is not in Slack; a letter may do instead. */
export async function writeReminder(
  tx: Tx,
  ctx: Outside,
  { organizationId, reminderId, createdAt }: Message,
): Promise<WrittenReminder | null> {
  const reminder = reminderId ? await reminders.findIfThere(tx, organizationId, reminderId) : undefined
  const place = reminder && (await placeOf(tx, reminder))
  if (!reminder || !place) return null
  const card = await drawReminder(tx, ctx, reminder)
  return { reminder, place, until: after(createdAt, NOTICE_WORTH_SECONDS), card }
}

async function placeOf(tx: Tx, it: reminders.Reminder): Promise<CardPlace | null> {
  const { organizationId, teamId, channel, ts, userId } = it
  if (teamId && channel) return { teamId, channel, ts }
  if (userId) {
    const [binding] = await bindings.ofUsers(tx, organizationId, [userId])
    return binding ? { teamId: binding.teamId, channel: binding.slackUserId, ts: null } : null
  }
  const team = await teams.ofOrganization(tx, organizationId)
  const { reminderChannel } = await organizations.find(tx, organizationId)
  return team && reminderChannel ? { teamId: team.teamId, channel: reminderChannel, ts: null } : null
}

/** As it stands now, on the page it was turned to. */
export async function drawReminder(tx: Tx, ctx: Outside, it: reminders.Reminder): Promise<ReminderCard> {
  const now = ctx.now()
  const listed = reminders.listOf(it)
  const counts = await list.countInReminder(tx, listed, now)
  const pages = Math.max(1, Math.ceil(counts.all / PAGE))
  const page = Math.min(it.page, pages - 1)
  const rows = await list.inReminder(tx, listed, page * PAGE, PAGE, now)
  const reader = actingAs(ctx, await readerOf(tx, it, now))
  return {
    occasion: 'reminder',
    reminderId: it.id,
    audience: it.audience,
    beside: it.audience === 'digest' ? await digests.besideTheList(tx, it.organizationId) : null,
    invitations: rows.map((row) => asListed(reader, row, now)),
    ...counts,
    page,
    pages,
    now,
  }
}

/** A channel has many readers: it offers everything, and whoever clicks is asked then whether they may. */
const readerOf = async (tx: Tx, { organizationId, userId }: reminders.Reminder, now: Date): Promise<Actor> =>
  userId ? actorOf(tx, { organizationId, userId }, now) : { kind: 'system', organizationId }
