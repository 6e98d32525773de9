import type { Knex } from 'knex'

/** Lists of invitations, newest first: the open ones, and those that ended in one way. */
export const up = (knex: Knex) =>
  knex.raw(`
    create index invitations_open on invitations (organization_id, id) where ending is null;
    create index invitations_ended on invitations (organization_id, ending, id) where ending is not null;
  `)

export const down = (knex: Knex) => knex.raw('drop index invitations_ended; drop index invitations_open')
