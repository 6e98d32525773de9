import type { Knex } from 'knex'

/**
 * What a person is shown as, and what is kept of them, is never compared as a whole, only looked into: to sort thirty
 * thousand of them each time that Postgres counts the people of a connection tells it nothing, and was most of the
 * counting. The same of the text that a fragment is looked for in.
 */
export const up = (knex: Knex) =>
  knex.raw(`
    alter table provisioned_users alter column kept set statistics 0, alter column resource set statistics 0;
    alter table users alter column search_text set statistics 0;
  `)

export const down = (knex: Knex) =>
  knex.raw(`
    alter table users alter column search_text set statistics -1;
    alter table provisioned_users alter column kept set statistics -1, alter column resource set statistics -1;
  `)
