import type { Knex } from 'knex'

/** What needs a second person, as the organization decides it; and requests found by age, so that they end. */
export const up = (knex: Knex) =>
  knex.raw(`
    alter table organizations add column approval_role_ids uuid[] not null default '{}';
    alter table organizations add column home_email_domains text[] not null default '{}';
    alter table organizations add column approval_hours integer not null default 72
      check (approval_hours between 1 and 720);
    create index invitations_awaiting on invitations (approval_asked_at)
      where approval_asked_at is not null and approved_at is null and ending is null;
  `)

export const down = (knex: Knex) =>
  knex.raw(`
    drop index invitations_awaiting;
    alter table organizations drop column approval_hours;
    alter table organizations drop column home_email_domains;
    alter table organizations drop column approval_role_ids;
  `)
