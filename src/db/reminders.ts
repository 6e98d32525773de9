import type { ReminderSettings, Waiting } from '../domain/reminding.ts'
import type { Tx } from './database.ts'
import { isId } from './id.ts'
import { rowOf, select } from './row.ts'

/** One message to one reader, and where it stands. */
export interface Reminder {
  organizationId: string
  id: string
  audience: 'inviter' | 'channel'
  userId: string | null
  createdAt: Date
  /** It has not left yet: more can join it. */
  isOpen: boolean
  /** Which of its pages is shown. */
  page: number
  teamId: string | null
  channel: string | null
  ts: string | null
}

const Reminders = rowOf<Reminder>('reminders')

/** An invitation with all that decides about it at this moment. */
export interface Claimed extends Waiting {
  settings: ReminderSettings
  /** Where Slack has told it. */
  inviterTimeZone: string | null
  isInviterActive: boolean
  inviterLastAt: Date | null
  channelLastAt: Date | null
}

export const claimStatement = `
  select organization_id, id from invitations where remind_at <= :now
  order by remind_at limit :limit for no key update skip locked`

/** Those that are to be looked at, held: others that look at this moment take others. */
export async function claim(tx: Tx, now: Date, limit: number): Promise<Claimed[]> {
  return select<Claimed>(
    tx,
    `with due as materialized (${claimStatement}),
     inviters as (
       select distinct i.organization_id, i.inviter_id from due d
       join invitations i on i.organization_id = d.organization_id and i.id = d.id where i.inviter_id is not null
     ),
     told as (
       select n.organization_id, n.inviter_id, u.state = 'active' is_active, b.time_zone,
         (select max(r.created_at) from reminders r where r.organization_id = n.organization_id
            and r.audience = 'inviter' and r.user_id = n.inviter_id and not r.is_open) last_at
       from inviters n
       join users u on u.organization_id = n.organization_id and u.id = n.inviter_id
       left join slack_bindings b on b.organization_id = n.organization_id and b.user_id = n.inviter_id
     ),
     houses as (
       select o.id, o.suspended_at, to_jsonb(o) - 'contact_text' house,
         (select max(r.created_at) from reminders r where r.organization_id = o.id and r.audience = 'channel'
            and r.user_id is null and not r.is_open) last_at
       from organizations o where o.id in (select organization_id from due)
     )
     select i.organization_id "organizationId", i.id, i.inviter_id "inviterId", i.ending,
       i.approval_asked_at "approvalAskedAt", i.approved_at "approvedAt", i.sent_at "sentAt",
       i.expires_at "expiresAt", i.snoozed_until "snoozedUntil", i.reminded_at "remindedAt",
       i.channel_reminded_at "channelRemindedAt",
       t.time_zone "inviterTimeZone", coalesce(t.is_active, false) "isInviterActive", t.last_at "inviterLastAt",
       h.last_at "channelLastAt",
       jsonb_build_object(
         'timeZone', h.house->'time_zone', 'businessFrom', h.house->'business_from',
         'businessUntil', h.house->'business_until', 'businessDays', h.house->'business_days',
         'remindersOn', h.house->'reminders_on', 'reminderAgeSeconds', h.house->'reminder_age_seconds',
         'reminderChannel', h.house->'reminder_channel', 'suspendedAt', h.suspended_at) settings
     from due d
     join invitations i on i.organization_id = d.organization_id and i.id = d.id
     join houses h on h.id = i.organization_id
     left join told t on t.organization_id = i.organization_id and t.inviter_id = i.inviter_id`,
    { now, limit },
  )
}

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
  await tx.raw(
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
export const begin = async (
  tx: Tx,
  rows: Pick<Reminder, 'organizationId' | 'id' | 'userId' | 'createdAt'>[],
): Promise<Reminder[]> =>
  select<Reminder>(
    tx,
    `insert into reminders (organization_id, id, audience, user_id, created_at)
     select organization_id, id, case when user_id is null then 'channel' else 'inviter' end, user_id, created_at
     from unnest(:organizationIds::uuid[], :ids::uuid[], :userIds::uuid[], :createdAt::timestamptz[])
       n(organization_id, id, user_id, created_at)
     order by organization_id, user_id
     on conflict (organization_id, audience, (coalesce(user_id, organization_id))) where is_open do nothing
     returning organization_id "organizationId", id, user_id "userId"`,
    {
      organizationIds: rows.map((it) => it.organizationId),
      ids: rows.map((it) => it.id),
      userIds: rows.map((it) => it.userId),
      createdAt: rows.map((it) => it.createdAt),
    },
  )

/** What is under way to these, held so that none leaves before this transaction has ended. */
export const holdOpen = async (
  tx: Tx,
  readers: Reader[],
): Promise<Pick<Reminder, 'organizationId' | 'id' | 'userId'>[]> =>
  select(
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
  change: Partial<Pick<Reminder, 'page' | 'teamId' | 'channel' | 'ts'>>,
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
    `select r.id, r.user_id "userId" from reminders r
     where r.organization_id = :organizationId and r.ts is not null
       and r.id in (
         select i.reminder_id from invitations i where i.organization_id = :organizationId and i.id = any(:invitationIds::uuid[])
         union select i.channel_reminder_id from invitations i
         where i.organization_id = :organizationId and i.id = any(:invitationIds::uuid[]))
       and not exists (
         select from messages m where m.organization_id = r.organization_id and m.reminder_id = r.id
           and m.kind = 'redraw-reminder' and m.status = 'queued' and m.leased_until is null)
     order by r.id`,
    { organizationId, invitationIds },
  )
