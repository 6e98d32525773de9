import type { Knex } from 'knex'

/**
 * Slack: which workspace belongs to which organization, who in it is which of our users, which deed was heard
 * already, and the one-time codes by which somebody in a workspace becomes the first owner.
 */
export const up = (knex: Knex) =>
  knex.raw(`
    create table slack_teams (
      team_id text primary key check (team_id ~ '^[TE][A-Z0-9]{2,30}$'),
      enterprise_id text,
      organization_id uuid references organizations,
      name text,
      app_id text,
      bot_user_id text,
      scopes text[] not null default '{}',
      sealed_token bytea,
      installed_by text,
      installed_at timestamptz not null,
      ended_at timestamptz,
      unique (organization_id)
    );

    create table slack_bindings (
      organization_id uuid not null,
      team_id text not null references slack_teams,
      slack_user_id text not null check (slack_user_id ~ '^[UW][A-Z0-9]{2,30}$'),
      user_id uuid not null,
      confirmed_by text not null check (confirmed_by in ('operator', 'letter', 'setup code', 'playground')),
      time_zone text,
      home jsonb,
      created_at timestamptz not null,
      primary key (team_id, slack_user_id),
      unique (organization_id, user_id),
      foreign key (organization_id, user_id) references users (organization_id, id) on delete cascade
    );

    create table slack_deeds (
      key text primary key,
      heard_at timestamptz not null
    );
    create index slack_deeds_heard on slack_deeds (heard_at);

    create table setup_codes (
      hash bytea primary key check (length(hash) = 32),
      created_at timestamptz not null,
      expires_at timestamptz not null,
      used_at timestamptz
    );

    alter table one_time_tokens add column slack_team_id text, add column slack_user_id text;
  `)

export const down = (knex: Knex) =>
  knex.raw(`
    alter table one_time_tokens drop column slack_team_id, drop column slack_user_id;
    drop table setup_codes;
    drop table slack_deeds;
    drop table slack_bindings;
    drop table slack_teams;
  `)
