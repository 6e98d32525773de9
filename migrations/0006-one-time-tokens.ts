import type { Knex } from 'knex'

/** Links that are not invitations: a reset, a change of address, a first binding to Slack. One live per purpose. */
export const up = (knex: Knex) =>
  knex.raw(`
    create table one_time_tokens (
      organization_id uuid not null,
      id uuid not null,
      purpose text not null check (purpose in ('reset', 'email-change', 'slack-link')),
      user_id uuid not null,
      hash bytea not null check (length(hash) = 32),
      nonce bytea not null check (length(nonce) = 32),
      key_id text not null,
      bound_address text,
      created_at timestamptz not null,
      expires_at timestamptz not null check (expires_at > created_at),
      used_at timestamptz,
      voided_at timestamptz,
      primary key (organization_id, id),
      foreign key (organization_id, user_id) references users (organization_id, id) on delete cascade,
      check (used_at is null or voided_at is null)
    );
    create unique index one_time_tokens_hash on one_time_tokens (hash);
    create unique index one_time_tokens_one_live on one_time_tokens (organization_id, user_id, purpose)
      where used_at is null and voided_at is null;
  `)

export const down = (knex: Knex) => knex.raw('drop table one_time_tokens')
