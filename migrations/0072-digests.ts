import type { Knex } from 'knex'

/**
 * Once a week a digest says what was left lying. `digest_at` is when an organization is to be looked at, as
 * `remind_at` is for an invitation. Many may read the same list: theirs names the reminder whose list it shows.
 */
export const up = (knex: Knex) =>
  knex.raw(`
    alter table organizations
      add column digest_on boolean not null default true,
      add column digest_at timestamptz not null default 'epoch',
      add column last_digest_at timestamptz;
    -- Nobody reads of the weeks before there was one.
    update organizations set last_digest_at = now();
    create index organizations_digest on organizations (digest_at);

    alter table reminders
      drop constraint reminders_audience_check,
      drop constraint reminders_check,
      add constraint reminders_audience_check check (audience in ('inviter', 'channel', 'digest')),
      add constraint reminders_reader_check check (audience <> 'inviter' or user_id is not null),
      add column lists_id uuid,
      add foreign key (organization_id, lists_id) references reminders (organization_id, id);
    create index reminders_lists on reminders (organization_id, lists_id) where lists_id is not null;

    alter table invitations
      add column digest_id uuid,
      add foreign key (organization_id, digest_id) references reminders (organization_id, id);
    create index invitations_digest on invitations (organization_id, digest_id) where digest_id is not null;
    create index invitations_open_until on invitations (organization_id, expires_at) where ending is null;

    create index messages_undelivered on messages (organization_id, id) where status in ('failed', 'dead');
  `)

export const down = (knex: Knex) =>
  knex.raw(`
    drop index messages_undelivered;
    drop index invitations_open_until;
    drop index invitations_digest;
    alter table invitations drop column digest_id;
    delete from messages where reminder_id in (
      select id from reminders where audience = 'digest' or (audience = 'channel') = (user_id is not null));
    delete from reminders where audience = 'digest' or (audience = 'channel') = (user_id is not null);
    alter table reminders
      drop column lists_id,
      drop constraint reminders_reader_check,
      drop constraint reminders_audience_check,
      add constraint reminders_audience_check check (audience in ('inviter', 'channel')),
      add constraint reminders_check check ((audience = 'inviter') = (user_id is not null));
    drop index organizations_digest;
    alter table organizations drop column last_digest_at, drop column digest_at, drop column digest_on;
  `)
