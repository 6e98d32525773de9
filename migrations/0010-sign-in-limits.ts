import type { Knex } from 'knex'

/** How often something was tried, counted in one place for all processes; and what a lock tells administrators. */
export const up = (knex: Knex) =>
  knex.raw(`
    create table tries (
      key text primary key,
      count integer not null check (count > 0),
      window_ends_at timestamptz not null,
      blocked_until timestamptz
    );
    create index tries_over on tries (window_ends_at);
    alter table users add column locked_until timestamptz;
  `)

export const down = (knex: Knex) => knex.raw('alter table users drop column locked_until; drop table tries')
