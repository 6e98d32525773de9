import type { Knex } from 'knex'

/**
 * What the clock did: a row for each moment at which something was to be done, taken by one of any number of instances
 * under a lease. They are the machinery's, not an organization's, and are forgotten within the hour.
 */
export const up = (knex: Knex) =>
  knex.raw(`
    create table clock_slots (
      name text not null,
      slot timestamptz not null,
      taken_at timestamptz not null,
      taken_by text not null,
      leased_until timestamptz not null,
      done_at timestamptz,
      primary key (name, slot)
    );
  `)

export const down = (knex: Knex) => knex.raw('drop table clock_slots')
