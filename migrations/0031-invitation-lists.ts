import type { Knex } from 'knex'

/** Lists of invitations, newest first: the open ones, and those that ended in one way; and what is to be sent later. */
export const up = (knex: Knex) =>
  knex.raw(`
    create index invitations_open on invitations (organization_id, id) where ending is null;
    create index invitations_ended on invitations (organization_id, ending, id) where ending is not null;
    create index invitations_scheduled on invitations (send_after) where generation = 0 and ending is null;
  `)

export const down = (knex: Knex) =>
  knex.raw('drop index invitations_scheduled; drop index invitations_ended; drop index invitations_open')
