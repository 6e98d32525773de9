import type { Knex } from 'knex'

/**
 * Reminders. `remind_at` is when an invitation is to be looked at, by a clock that then decides by its settings of
 * that moment: so a settings change only has to write "now" there. What a reminder lists is read from the
 * invitations, each of which knows the newest reminder it stands in: for its inviter, and in the channel.
 */
export const up = (knex: Knex) =>
  knex.raw(`
    create table reminders (
      organization_id uuid not null references organizations,
      id uuid not null,
      audience text not null check (audience in ('inviter', 'channel')),
      user_id uuid,
      created_at timestamptz not null,
      is_open boolean not null default true,
      page integer not null default 0 check (page >= 0),
      team_id text,
      channel text,
      ts text,
      primary key (organization_id, id),
      foreign key (organization_id, user_id) references users (organization_id, id) on delete cascade,
      check ((audience = 'inviter') = (user_id is not null)),
      check (num_nonnulls(team_id, channel, ts) in (0, 3))
    );
    -- One at a time for each reader: whatever is found while it has not left joins it.
    create unique index reminders_open on reminders (organization_id, audience, (coalesce(user_id, organization_id)))
      where is_open;
    create index reminders_user on reminders (organization_id, user_id) where user_id is not null;
    create index reminders_newest on reminders (organization_id, audience, user_id, created_at);

    alter table invitations
      add column remind_at timestamptz,
      add column snoozed_until timestamptz,
      add column channel_reminded_at timestamptz,
      add column reminder_id uuid,
      add column channel_reminder_id uuid,
      add foreign key (organization_id, reminder_id) references reminders (organization_id, id),
      add foreign key (organization_id, channel_reminder_id) references reminders (organization_id, id);
    create index invitations_remind on invitations (remind_at) where remind_at is not null;
    create index invitations_reminder on invitations (organization_id, reminder_id) where reminder_id is not null;
    create index invitations_channel_reminder on invitations (organization_id, channel_reminder_id)
      where channel_reminder_id is not null;
    update invitations set remind_at = sent_at where ending is null and sent_at is not null;

    alter table messages add column reminder_id uuid;
    alter table messages add foreign key (organization_id, reminder_id) references reminders (organization_id, id)
      on delete cascade;
    create index messages_reminder on messages (organization_id, reminder_id) where reminder_id is not null;
  `)

export const down = (knex: Knex) =>
  knex.raw(`
    alter table messages drop column reminder_id;
    drop index invitations_channel_reminder;
    drop index invitations_reminder;
    drop index invitations_remind;
    alter table invitations drop column channel_reminder_id, drop column reminder_id, drop column channel_reminded_at,
      drop column snoozed_until, drop column remind_at;
    drop table reminders;
  `)
