import type { Knex } from 'knex'

/** A notice about a sign-in names the session it is about; a notice to an address that was left says where it went. */
export const up = (knex: Knex) =>
  knex.raw(`
    alter table messages add column session_id uuid;
    alter table messages add foreign key (organization_id, session_id) references sessions (organization_id, id)
      on delete cascade;
    create index messages_session on messages (organization_id, session_id) where session_id is not null;
    create index messages_one_time_token on messages (organization_id, one_time_token_id)
      where one_time_token_id is not null;
    create index messages_user on messages (organization_id, user_id) where user_id is not null;
  `)

export const down = (knex: Knex) =>
  knex.raw(`
    drop index messages_user;
    drop index messages_one_time_token;
    alter table messages drop column session_id;
  `)
