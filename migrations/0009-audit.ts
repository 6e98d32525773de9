import type { Knex } from 'knex'

/**
 * Append-only: the role the application runs as may add and read entries, and nothing else. What can name a
 * person (ip, before, after) stands apart in audit_details, bound to its entry by a salted digest: erasing a
 * person removes the details and the chain still verifies. Entries are sealed into the organization's chain
 * right behind the request; audit_unsealed is the list of those that are not yet.
 *
 * No foreign key points at the entries: Postgres checks one with a row lock, which needs the right to update.
 */
export const up = (knex: Knex) =>
  knex.raw(`
    create table audit_entries (
      organization_id uuid not null references organizations,
      id uuid not null,
      at timestamptz not null,
      actor_kind text not null check (actor_kind in ('operator', 'user', 'invitee', 'system', 'connection')),
      actor_id uuid,
      act text not null,
      target_kind text not null,
      target_id uuid,
      surface text not null,
      request_id text not null,
      details_digest bytea not null check (length(details_digest) = 32),
      primary key (organization_id, id)
    );
    create index audit_entries_at on audit_entries (organization_id, at desc);
    create index audit_entries_target on audit_entries (organization_id, target_id, at desc);

    create table audit_details (
      organization_id uuid not null,
      entry_id uuid not null,
      salt bytea not null,
      body text not null,
      primary key (organization_id, entry_id)
    );

    create table audit_unsealed (
      organization_id uuid not null,
      entry_id uuid not null,
      primary key (organization_id, entry_id)
    );

    create table audit_seals (
      organization_id uuid not null,
      number bigint not null check (number > 0),
      entry_id uuid not null,
      hash bytea not null check (length(hash) = 32),
      sealed_at timestamptz not null,
      primary key (organization_id, number),
      unique (organization_id, entry_id)
    );

    revoke update, delete, truncate on audit_entries, audit_seals from current_user, public;
    revoke update, truncate on audit_details from current_user, public;
  `)

export const down = (knex: Knex) =>
  knex.raw(
    'drop table audit_seals; drop table audit_unsealed; drop table audit_details; drop table audit_entries',
  )
