import type { Knex } from 'knex'

/** The organization and its settings. Everything else belongs to exactly one of these. */
export const up = (knex: Knex) =>
  knex.raw(`
    create table organizations (
      id uuid primary key,
      name text not null check (length(name) between 1 and 120),
      invitation_lifetime_seconds integer not null default 86400
        check (invitation_lifetime_seconds between 3600 and 2592000),
      undo_seconds integer not null default 900 check (undo_seconds between 0 and 2592000),
      password_minimum integer not null default 8 check (password_minimum between 8 and 64),
      time_zone text not null default 'UTC',
      allowed_email_domains text[] not null default '{}',
      default_role_id uuid,
      suspended_at timestamptz,
      created_at timestamptz not null
    );
    create unique index organizations_name on organizations (lower(name));
  `)

export const down = (knex: Knex) => knex.raw('drop table organizations')
