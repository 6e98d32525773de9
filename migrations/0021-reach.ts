import type { Knex } from 'knex'

/**
 * Over whom a role's permissions hold: everybody, or the people of its holder's own teams. A manager is one of the
 * latter. The version tells an edit that was begun on an older page.
 */
export const up = (knex: Knex) =>
  knex.raw(`
    alter table roles
      add column reach text not null default 'everybody' check (reach in ('everybody', 'own-teams')),
      add column version integer not null default 1;
    update roles set reach = 'own-teams' where key = 'manager';
  `)

export const down = (knex: Knex) => knex.raw('alter table roles drop column version, drop column reach')
