import type { Knex } from 'knex'

/** A set-up code that was printed because nobody was there yet makes the first organization, and none after it. */
export const up = (knex: Knex) =>
  knex.raw('alter table setup_codes add column is_for_first boolean not null default false')

export const down = (knex: Knex) => knex.raw('alter table setup_codes drop column is_for_first')
