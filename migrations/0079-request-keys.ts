import type { Knex } from 'knex'

/** What a request with an Idempotency-Key was answered, for a day; null while it is being done. */
export const up = (knex: Knex) =>
  knex.raw(`
    create table request_keys (
      organization_id uuid not null,
      connection_id uuid not null,
      key_hash bytea not null check (length(key_hash) = 32),
      request_hash bytea not null check (length(request_hash) = 32),
      at timestamptz not null,
      leased_until timestamptz not null,
      answer text,
      primary key (organization_id, connection_id, key_hash),
      foreign key (organization_id, connection_id) references connections (organization_id, id)
    );
    create index request_keys_at on request_keys (at);
  `)

export const down = (knex: Knex) => knex.raw('drop table request_keys')
