import type { Knex } from 'knex'

/**
 * One picture a person, apart from their row so that no list reads it. Its name is in the address that shows it,
 * cannot be guessed, and is another one with every upload.
 */
export const up = (knex: Knex) =>
  knex.raw(`
    create table avatars (
      organization_id uuid not null,
      user_id uuid not null,
      name text not null check (name ~ '^[A-Za-z0-9_-]{32}$'),
      type text not null check (type in ('image/png', 'image/jpeg', 'image/webp')),
      bytes bytea not null check (length(bytes) between 1 and 1048576),
      created_at timestamptz not null,
      primary key (organization_id, user_id),
      foreign key (organization_id, user_id) references users (organization_id, id) on delete cascade
    );
    create unique index avatars_name on avatars (name);
  `)

export const down = (knex: Knex) => knex.raw('drop table avatars')
