import type { Knex } from 'knex'

/** A bounce names the letter by its Message-ID, which has no organization in it. */
export const up = (knex: Knex) => knex.raw('create index messages_id on messages (id)')

export const down = (knex: Knex) => knex.raw('drop index messages_id')
