import type { Knex } from 'knex'

/** What is kept for a while and then forgotten must be found without reading everything. */
export const up = (knex: Knex) =>
  knex.raw(`
    create index invitations_ended_at on invitations (ended_at) where ended_at is not null;
    create index sessions_ends_at on sessions (ends_at);
    create index sessions_ip on sessions (started_at) where ip is not null;
  `)

export const down = (knex: Knex) =>
  knex.raw('drop index sessions_ip; drop index sessions_ends_at; drop index invitations_ended_at')
