import type { Knex } from 'knex'

/** What Slack said when the channel for reminders could not be reached; null while it can. Somebody is told once. */
export const up = (knex: Knex) =>
  knex.raw(
    'alter table organizations add column reminder_channel_lost text check (length(reminder_channel_lost) <= 200);',
  )

export const down = (knex: Knex) => knex.raw('alter table organizations drop column reminder_channel_lost;')
