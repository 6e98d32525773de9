import type { Knex } from 'knex'

/**
 * Identity providers: a connection is one provider connected to one organization. Tokens and client secrets are kept
 * as hashes; what is shown of a token is its beginning. A person or a team belongs to one connection at most.
 *
 * `kept` is what a provider said that has no column; `resource` is all that it said, as it would be shown: filters
 * look there for whatever has no column of its own. `email_keys` are all addresses in it, in lower case.
 */
export const up = (knex: Knex) =>
  knex.raw(`
    create table connections (
      organization_id uuid not null references organizations,
      id uuid not null,
      name text not null check (length(name) between 1 and 80),
      connector text not null check (length(connector) between 1 and 40),
      flags jsonb not null default '{}',
      ceiling_role_id uuid not null,
      default_role_id uuid,
      sends_welcome boolean not null default true,
      is_dry_run boolean not null default false,
      networks text[] not null default '{}',
      created_at timestamptz not null,
      created_by_id uuid,
      ended_at timestamptz,
      version integer not null default 1,
      primary key (organization_id, id),
      foreign key (organization_id, ceiling_role_id) references roles (organization_id, id),
      foreign key (organization_id, default_role_id) references roles (organization_id, id)
    );
    create unique index connections_name on connections (organization_id, lower(name)) where ended_at is null;

    create index connections_ceiling on connections (organization_id, ceiling_role_id);
    create index connections_default_role on connections (organization_id, default_role_id)
      where default_role_id is not null;

    create table scim_clients (
      organization_id uuid not null,
      id uuid not null,
      connection_id uuid not null,
      secret_hash bytea not null check (length(secret_hash) = 32),
      scopes text[] not null,
      token_minutes integer not null check (token_minutes between 60 and 360),
      created_at timestamptz not null,
      created_by_id uuid,
      last_used_at timestamptz,
      revoked_at timestamptz,
      primary key (organization_id, id),
      foreign key (organization_id, connection_id) references connections (organization_id, id)
    );
    create unique index scim_clients_id on scim_clients (id);

    create table scim_tokens (
      organization_id uuid not null,
      id uuid not null,
      connection_id uuid not null,
      client_id uuid,
      hash bytea not null check (length(hash) = 32),
      beginning text not null check (length(beginning) between 4 and 16),
      scopes text[] not null,
      created_at timestamptz not null,
      created_by_id uuid,
      expires_at timestamptz,
      warn_at timestamptz,
      last_used_at timestamptz,
      revoked_at timestamptz,
      primary key (organization_id, id),
      foreign key (organization_id, connection_id) references connections (organization_id, id),
      foreign key (organization_id, client_id) references scim_clients (organization_id, id)
    );
    create unique index scim_tokens_hash on scim_tokens (hash);
    create index scim_tokens_connection on scim_tokens (organization_id, connection_id);
    create index scim_tokens_warn on scim_tokens (warn_at) where warn_at is not null and revoked_at is null;

    create table provisioned_users (
      organization_id uuid not null,
      user_id uuid not null,
      connection_id uuid not null,
      external_id text check (length(external_id) <= 1024),
      user_name text not null check (length(user_name) between 1 and 1024),
      user_name_key text not null,
      kept jsonb not null default '{}',
      resource jsonb not null default '{}',
      email_keys text[] not null default '{}',
      created_at timestamptz not null,
      changed_at timestamptz not null,
      primary key (organization_id, user_id),
      foreign key (organization_id, user_id) references users (organization_id, id) on delete cascade,
      foreign key (organization_id, connection_id) references connections (organization_id, id)
    );
    create unique index provisioned_users_name on provisioned_users (organization_id, connection_id, user_name_key);
    create unique index provisioned_users_external on provisioned_users (organization_id, connection_id, external_id)
      where external_id is not null;
    create index provisioned_users_walk on provisioned_users (organization_id, connection_id, user_id);
    create index provisioned_users_emails on provisioned_users using gin (email_keys) with (fastupdate = off);

    create table provisioned_groups (
      organization_id uuid not null,
      group_id uuid not null,
      connection_id uuid not null,
      external_id text check (length(external_id) <= 1024),
      created_at timestamptz not null,
      changed_at timestamptz not null,
      primary key (organization_id, group_id),
      foreign key (organization_id, group_id) references groups (organization_id, id),
      foreign key (organization_id, connection_id) references connections (organization_id, id)
    );
    create unique index provisioned_groups_external on provisioned_groups (organization_id, connection_id, external_id)
      where external_id is not null;
    create index provisioned_groups_walk on provisioned_groups (organization_id, connection_id, group_id);

    create table role_mappings (
      organization_id uuid not null,
      connection_id uuid not null,
      group_id uuid not null,
      role_id uuid not null,
      created_at timestamptz not null,
      created_by_id uuid,
      primary key (organization_id, group_id, role_id),
      foreign key (organization_id, group_id) references provisioned_groups (organization_id, group_id) on delete cascade,
      foreign key (organization_id, connection_id) references connections (organization_id, id),
      foreign key (organization_id, role_id) references roles (organization_id, id)
    );
    create index role_mappings_connection on role_mappings (organization_id, connection_id);
    create index role_mappings_role on role_mappings (organization_id, role_id);

    create table link_questions (
      organization_id uuid not null,
      id uuid not null,
      connection_id uuid not null,
      user_id uuid not null,
      external_id text,
      user_name text not null,
      asked_at timestamptz not null,
      answered_at timestamptz,
      answered_by_id uuid,
      answer text check (answer in ('linked', 'refused')),
      primary key (organization_id, id),
      foreign key (organization_id, user_id) references users (organization_id, id) on delete cascade,
      foreign key (organization_id, connection_id) references connections (organization_id, id),
      check ((answer is null) = (answered_at is null))
    );
    create unique index link_questions_open on link_questions (organization_id, connection_id, user_id)
      where answer is null;
    create index link_questions_user on link_questions (organization_id, user_id);

    create table exchanges (
      organization_id uuid not null,
      id uuid not null,
      connection_id uuid not null,
      at timestamptz not null,
      method text not null,
      path text not null,
      status integer not null,
      request text,
      answer text,
      said text not null,
      quirks text[] not null default '{}',
      changes jsonb,
      is_dry_run boolean not null default false,
      milliseconds integer not null,
      token_beginning text,
      request_id text not null,
      primary key (organization_id, id),
      foreign key (organization_id, connection_id) references connections (organization_id, id)
    );
    create index exchanges_connection on exchanges (organization_id, connection_id, id);
  `)

export const down = (knex: Knex) =>
  knex.raw(`
    drop table exchanges;
    drop table link_questions;
    drop table role_mappings;
    drop table provisioned_groups;
    drop table provisioned_users;
    drop table scim_tokens;
    drop table scim_clients;
    drop table connections;
  `)
