import type { Knex } from 'knex'

/** Whose deed it was, and when it was over: where a process dies in between, they are told to look how things are. */
export const up = (knex: Knex) =>
  knex.raw(`
    alter table slack_deeds add column organization_id uuid, add column user_id uuid, add column ended_at timestamptz;
    create index slack_deeds_under_way on slack_deeds (heard_at) where ended_at is null and user_id is not null;
  `)

export const down = (knex: Knex) =>
  knex.raw(`
    drop index slack_deeds_under_way;
    alter table slack_deeds drop column ended_at, drop column user_id, drop column organization_id;
  `)
