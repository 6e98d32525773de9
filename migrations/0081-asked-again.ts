import type { Knex } from 'knex'

/** Those who could decide are asked once more before a request ends by itself; this is when. */
export const up = (knex: Knex) =>
  knex.raw('alter table invitations add column approval_asked_again_at timestamptz')

export const down = (knex: Knex) => knex.raw('alter table invitations drop column approval_asked_again_at')
