import type { ReminderSettings, Waiting } from '../domain/reminding.ts'
import type { Tx } from './database.ts'
import { isId, newId } from './id.ts'
import { plannedAnew, rowOf, select } from './row.ts'

/** One message to one reader, and where it stands. */
export interface Reminder {
  organizationId: string
  id: string
  audience: 'inviter' | 'channel' | 'digest'
  userId: string | null
  createdAt: Date
  /** It has not left yet: more can join it. */
  isOpen: boolean
  /** The reminder whose list it shows, where that is not its own. */
  listsId: string | null
  /** Which of its pages is shown. */
  page: number
  teamId: string | null
  channel: string | null
  ts: string | null
  /** Then one of what it lists runs out. */
  redrawAt: Date | null
}

const Reminders = rowOf<Reminder>('reminders')

export const claimStatement = `
  select organization_id "organizationId", id, inviter_id "inviterId", ending, approval_asked_at "approvalAskedAt",
    approved_at "approvedAt", sent_at "sentAt", expires_at "expiresAt", snoozed_until "snoozedUntil",
    reminded_at "remindedAt", channel_reminded_at "channelRemindedAt"
  from invitations where remind_at <= :now order by remind_at limit :limit for no key update skip locked`

/** Those that are to be looked at, held: others that look at this moment take others. */
export const claim = (tx: Tx, now: Date, limit: number): Promise<Waiting[]> =>
  plannedAnew<Waiting>(tx, claimStatement, { now, limit })

/** An organization that reminds, and when its channel last heard of anything. */
export interface House {
  id: string
  settings: ReminderSettings
  channelLastAt: Date | null
}

export async function housesOf(tx: Tx, organizationIds: string[]): Promise<Map<string, House>> {
  const rows = await plannedAnew<ReminderSettings & Omit<House, 'settings'>>(
    tx,
    `select o.id, o.time_zone "timeZone", o.business_from "businessFrom", o.business_until "businessUntil",
       o.business_days "businessDays", o.reminders_on "remindersOn", o.reminder_age_seconds "reminderAgeSeconds",
       o.reminder_channel "reminderChannel", o.suspended_at "suspendedAt",
       (select max(r.created_at) from reminders r where r.organization_id = o.id and r.audience = 'channel'
          and r.user_id is null and not r.is_open) "channelLastAt"
     from organizations o where o.id = any(:organizationIds::uuid[])`,
    { organizationIds },
  )
  return new Map(rows.map(({ id, channelLastAt, ...settings }) => [id, { id, channelLastAt, settings }]))
}

/** Somebody who invited, and is here to hear of it. */
export interface Inviter extends Reader {
  userId: string
  /** Where Slack has told it. */
  timeZone: string | null
  /** Null: not since that moment. */
  lastRemindedAt: Date | null
}

/** Gone through together, not one by one: a batch may have as many inviters as invitations. */
export const invitersAmong = (
  tx: Tx,
  whom: { organizationId: string; userId: string }[],
  since: Date,
): Promise<Inviter[]> =>
  plannedAnew<Inviter>(
    tx,
    `with whom as materialized (
       select * from unnest(:organizationIds::uuid[], :userIds::uuid[]) n(organization_id, user_id)
     ), lately as materialized (
       select r.organization_id, r.user_id, max(r.created_at) at from reminders r
       where r.audience = 'inviter' and not r.is_open and r.created_at > :since
         and (r.organization_id, r.user_id) in (select * from whom)
       group by 1, 2
     )
     select n.organization_id "organizationId", n.user_id "userId", b.time_zone "timeZone", l.at "lastRemindedAt"
     from whom n
     join users u on u.organization_id = n.organization_id and u.id = n.user_id and u.state = 'active'
     left join slack_bindings b on b.organization_id = n.organization_id and b.user_id = n.user_id
     left join lately l on l.organization_id = n.organization_id and l.user_id = n.user_id`,
    { organizationIds: whom.map((it) => it.organizationId), userIds: whom.map((it) => it.userId), since },
  )

/** What was decided of one invitation. */
export interface Looked {
  organizationId: string
  id: string
  lookAgainAt: Date | null
  /** The reminders that list it from now on; null: as before. */
  reminderId: string | null
  channelReminderId: string | null
}

export async function note(tx: Tx, looked: Looked[], now: Date): Promise<void> {
  await plannedAnew(
    tx,
    `update invitations i set
       remind_at = l.look_again_at,
       reminder_id = coalesce(l.reminder_id, i.reminder_id),
       reminded_at = case when l.reminder_id is null then i.reminded_at else :now end,
       channel_reminder_id = coalesce(l.channel_reminder_id, i.channel_reminder_id),
       channel_reminded_at = case when l.channel_reminder_id is null then i.channel_reminded_at else :now end
     from unnest(:organizationIds::uuid[], :ids::uuid[], :lookAgainAt::timestamptz[], :reminderIds::uuid[],
                 :channelReminderIds::uuid[])
       l(organization_id, id, look_again_at, reminder_id, channel_reminder_id)
     where i.organization_id = l.organization_id and i.id = l.id`,
    {
      organizationIds: looked.map((it) => it.organizationId),
      ids: looked.map((it) => it.id),
      lookAgainAt: looked.map((it) => it.lookAgainAt),
      reminderIds: looked.map((it) => it.reminderId),
      channelReminderIds: looked.map((it) => it.channelReminderId),
      now,
    },
  )
}

/** Whom a reminder is for: an inviter, or with null the channel of the organization. */
export interface Reader {
  organizationId: string
  userId: string | null
}

/** Begins one for each of these who has none under way. Those that were begun here are for us to promise. */
export const begin = (
  tx: Tx,
  rows: Pick<Reminder, 'organizationId' | 'id' | 'userId'>[],
  createdAt: Date,
): Promise<Pick<Reminder, 'organizationId' | 'id' | 'userId'>[]> =>
  plannedAnew(
    tx,
    `insert into reminders (organization_id, id, audience, user_id, created_at)
     select organization_id, id, case when user_id is null then 'channel' else 'inviter' end, user_id, :createdAt
     from unnest(:organizationIds::uuid[], :ids::uuid[], :userIds::uuid[]) n(organization_id, id, user_id)
     order by organization_id, user_id
     on conflict (organization_id, audience, (coalesce(user_id, organization_id))) where is_open do nothing
     returning organization_id "organizationId", id, user_id "userId"`,
    {
      organizationIds: rows.map((it) => it.organizationId),
      ids: rows.map((it) => it.id),
      userIds: rows.map((it) => it.userId),
      createdAt,
    },
  )

/** What is under way to these, held so that none leaves before this transaction has ended. */
export const holdOpen = async (
  tx: Tx,
  readers: Reader[],
): Promise<Pick<Reminder, 'organizationId' | 'id' | 'userId'>[]> =>
  plannedAnew(
    tx,
    `select r.organization_id "organizationId", r.id, r.user_id "userId" from reminders r
     where r.is_open and (r.organization_id, coalesce(r.user_id, r.organization_id)) in (
       select * from unnest(:organizationIds::uuid[], :whom::uuid[]))
     order by r.organization_id, r.user_id for share`,
    {
      organizationIds: readers.map((it) => it.organizationId),
      whom: readers.map((it) => it.userId ?? it.organizationId),
    },
  )

export async function findIfThere(tx: Tx, organizationId: string, id: string): Promise<Reminder | undefined> {
  return isId(id) ? Reminders.query(tx).findOne({ organizationId, id }) : undefined
}

/** Everything still open is looked at again: by a clock, which knows the settings of then. */
export async function lookAtAll(tx: Tx, organizationId: string, now: Date): Promise<void> {
  await tx('invitations')
    .where({ organizationId })
    .whereNull('ending')
    .whereNotNull('sentAt')
    .where('expiresAt', '>', now)
    .where((either) => either.whereNull('remindedAt').orWhereNull('channelRemindedAt'))
    .update({ remindAt: now })
}

/** What a reminder lists, as the invitations know it. */
export const listOf = ({ organizationId, id, audience, listsId }: Reminder) => ({
  organizationId,
  id: listsId ?? id,
  audience,
})

/** Others that show the same list: to each of these, or with null in the channel. */
export const beginReading = async (
  tx: Tx,
  { organizationId, listsId, audience }: Pick<Reminder, 'organizationId' | 'listsId' | 'audience'>,
  userIds: (string | null)[],
  now: Date,
): Promise<Reminder[]> =>
  Reminders.query(tx)
    .insert(
      userIds.map((userId) => ({
        ...{ organizationId, id: newId(now), audience, userId, listsId },
        ...{ createdAt: now, isOpen: false },
      })),
    )
    .returning('*')

/** The cards of the newest digest that stand in Slack. */
export const newestDigest = (tx: Tx, organizationId: string): Promise<Pick<Reminder, 'id' | 'userId'>[]> =>
  select(
    tx,
    `select r.id, r.user_id "userId" from reminders r
     where r.organization_id = :organizationId and r.ts is not null and r.lists_id = (
       select d.id from reminders d where d.organization_id = :organizationId and d.audience = 'digest'
         and d.user_id is null and d.lists_id is null order by d.created_at desc limit 1)`,
    { organizationId },
  )

/** Those that list what has run out since they were drawn; they are for us to promise. */
export const claimRunOut = (
  tx: Tx,
  now: Date,
  limit: number,
): Promise<Pick<Reminder, 'organizationId' | 'id' | 'userId'>[]> =>
  select(
    tx,
    `update reminders r set redraw_at = null
     where (r.organization_id, r.id) in (
       select d.organization_id, d.id from reminders d where d.redraw_at <= :now
       order by d.redraw_at limit :limit for no key update skip locked)
     returning r.organization_id "organizationId", r.id, r.user_id "userId"`,
    { now, limit },
  )

/** It leaves: nothing joins it any more. Waits for those who are just joining. */
export async function close(
  tx: Tx,
  { organizationId, id }: Pick<Reminder, 'organizationId' | 'id'>,
): Promise<void> {
  await Reminders.query(tx).patch({ isOpen: false }).where({ organizationId, id, isOpen: true })
}

export async function noteChange(
  tx: Tx,
  { organizationId, id }: Pick<Reminder, 'organizationId' | 'id'>,
  change: Partial<Pick<Reminder, 'page' | 'teamId' | 'channel' | 'ts' | 'redrawAt'>>,
): Promise<void> {
  await Reminders.query(tx).patch(change).where({ organizationId, id })
}

/** Reminders that stand in Slack and list one of these, and are not promised to be drawn anew already. */
export const toRedraw = async (
  tx: Tx,
  organizationId: string,
  invitationIds: string[],
): Promise<Pick<Reminder, 'id' | 'userId'>[]> =>
  select(
    tx,
    `with listing as (
       select unnest(array[i.reminder_id, i.channel_reminder_id, i.digest_id]) id from invitations i
       where i.organization_id = :organizationId and i.id = any(:invitationIds::uuid[])
     )
     select r.id, r.user_id "userId" from reminders r
     where r.organization_id = :organizationId and r.ts is not null
       and (r.id in (select id from listing) or r.lists_id in (select id from listing))
       and not exists (
         select from messages m where m.organization_id = r.organization_id and m.reminder_id = r.id
           and m.kind = 'redraw-reminder' and m.status = 'queued' and m.leased_until is null)
     order by r.id`,
    { organizationId, invitationIds },
  )
