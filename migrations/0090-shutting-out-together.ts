import type { Knex } from 'knex'

/**
 * Several people at once, by two statements instead of two for each. A function for the same reason as for one: what it
 * asks is asked when it is called, when those people are held, and so misses nothing that began meanwhile.
 */
export const up = (knex: Knex) =>
  knex.raw(`
    create function shut_all_out(organization uuid, people uuid[], at timestamptz, why text) returns void
    language plpgsql volatile as $$
    begin
      update sessions set revoked_at = at, revoked_why = why
      where organization_id = organization and user_id = any(people) and revoked_at is null;
      update one_time_tokens set voided_at = at
      where organization_id = organization and user_id = any(people) and used_at is null and voided_at is null;
    end $$;
  `)

export const down = (knex: Knex) => knex.raw('drop function shut_all_out(uuid, uuid[], timestamptz, text)')
