import type { Knex } from 'knex'

/**
 * A letter that connects somebody's Slack says whom in Slack it would connect: the name as Slack gave it when the
 * letter was asked for, and the time zone that is kept with the binding.
 */
export const up = (knex: Knex) =>
  knex.raw(`
    alter table one_time_tokens add column slack_name text, add column slack_time_zone text;
    alter table one_time_tokens add check (purpose <> 'slack-link'
      or (slack_team_id is not null and slack_user_id is not null and bound_address is not null));
  `)

export const down = (knex: Knex) =>
  knex.raw('alter table one_time_tokens drop column slack_name, drop column slack_time_zone')
