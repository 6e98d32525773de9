import type { Knex } from 'knex'

/**
 * An exchange is kept for a thousand others at the most, and was packed as if for years: to press together what was said
 * in it took longer than all else that is written of it. A long one still stands apart, as it is.
 */
export const up = (knex: Knex) =>
  knex.raw(`
    alter table exchanges set (toast_tuple_target = 8160),
      alter column request set storage external, alter column answer set storage external;
  `)

export const down = (knex: Knex) =>
  knex.raw(`
    alter table exchanges reset (toast_tuple_target),
      alter column request set storage extended, alter column answer set storage extended;
  `)
