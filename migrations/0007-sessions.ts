import type { Knex } from 'knex'

/** Who is signed in, and who tried. An unknown identifier is kept as an HMAC: people type passwords there. */
export const up = (knex: Knex) =>
  knex.raw(`
    create table sessions (
      organization_id uuid not null,
      id uuid not null,
      user_id uuid not null,
      token_hash bytea not null check (length(token_hash) = 32),
      kind text not null check (kind in ('full', 'must-change')),
      ip text,
      user_agent text,
      device text not null,
      started_at timestamptz not null,
      last_active_at timestamptz not null,
      ends_at timestamptz not null check (ends_at > started_at),
      revoked_at timestamptz,
      revoked_by_id uuid,
      revoked_why text,
      primary key (organization_id, id),
      foreign key (organization_id, user_id) references users (organization_id, id) on delete cascade,
      foreign key (organization_id, revoked_by_id) references users (organization_id, id)
    );
    create unique index sessions_token on sessions (token_hash);
    create index sessions_revoked_by on sessions (organization_id, revoked_by_id) where revoked_by_id is not null;
    create index sessions_user on sessions (organization_id, user_id) where revoked_at is null;

    create table sign_in_attempts (
      id uuid primary key,
      organization_id uuid references organizations,
      user_id uuid,
      at timestamptz not null,
      ip text,
      device text,
      identifier_hmac bytea not null,
      succeeded boolean not null,
      reason text check (
        reason in ('bad password', 'unknown user', 'suspended', 'deleted', 'locked', 'pending', 'expired temporary password')
      ),
      foreign key (organization_id, user_id) references users (organization_id, id) on delete cascade,
      check (succeeded = (reason is null))
    );
    create index sign_in_attempts_user on sign_in_attempts (organization_id, user_id, at desc);
    create index sign_in_attempts_at on sign_in_attempts (organization_id, at desc);
  `)

export const down = (knex: Knex) => knex.raw('drop table sign_in_attempts; drop table sessions')
