import type { Knex } from 'knex'

/** The address that a change of address left: the notice goes there, and nothing else knows it any more. */
export const up = (knex: Knex) => knex.raw('alter table one_time_tokens add column left_address text')

export const down = (knex: Knex) => knex.raw('alter table one_time_tokens drop column left_address')
