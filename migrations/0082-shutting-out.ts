import type { Knex } from 'knex'

/**
 * Whoever is shut out in one statement must lose the session that began while that statement waited for their row: it
 * would not see it, being asked of the time when it began. A function looks anew when it is called.
 *
 * And the links of a person are counted, and go with them: without an index that is a look at the links of everybody.
 * It begins with the person: before anybody has counted, Postgres would take one that begins with the organization for
 * as good as the primary key, and check every reference to a link by reading all of them.
 */
export const up = (knex: Knex) =>
  knex.raw(`
    create function shut_out(organization uuid, person uuid, at timestamptz, why text) returns void
    language plpgsql volatile as $$
    begin
      update sessions set revoked_at = at, revoked_why = why
      where organization_id = organization and user_id = person and revoked_at is null;
      update one_time_tokens set voided_at = at
      where organization_id = organization and user_id = person and used_at is null and voided_at is null;
    end $$;

    create index one_time_tokens_user on one_time_tokens (user_id, created_at);
  `)

export const down = (knex: Knex) =>
  knex.raw(`
    drop index one_time_tokens_user;
    drop function shut_out(uuid, uuid, timestamptz, text);
  `)
