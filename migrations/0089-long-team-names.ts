import type { Knex } from 'knex'

/** Entra's groups, which become teams and departments, have names of up to 256 characters. */
export const up = (knex: Knex) =>
  knex.raw(`
    alter table groups
      drop constraint groups_name_check,
      add constraint groups_name_check check (length(name) between 1 and 256)
  `)

/** Those that are longer stay: only new ones are held to it. */
export const down = (knex: Knex) =>
  knex.raw(`
    alter table groups
      drop constraint groups_name_check,
      add constraint groups_name_check check (length(name) between 1 and 120) not valid
  `)
