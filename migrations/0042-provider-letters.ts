import type { Knex } from 'knex'

/** A way in for whoever a provider made, and what owners are told about: a question, or a person whom it wanted gone. */
export const up = (knex: Knex) =>
  knex.raw(`
    alter table one_time_tokens drop constraint one_time_tokens_purpose_check;
    alter table one_time_tokens add constraint one_time_tokens_purpose_check
      check (purpose in ('reset', 'email-change', 'slack-link', 'welcome'));

    alter table messages
      add column connection_id uuid,
      add column about_user_id uuid,
      add column link_question_id uuid;
    alter table messages add foreign key (organization_id, connection_id) references connections (organization_id, id);
    alter table messages add foreign key (organization_id, about_user_id) references users (organization_id, id)
      on delete cascade;
    alter table messages add foreign key (organization_id, link_question_id)
      references link_questions (organization_id, id) on delete cascade;
    create index messages_connection on messages (organization_id, connection_id) where connection_id is not null;
    create index messages_about_user on messages (organization_id, about_user_id) where about_user_id is not null;
    create index messages_link_question on messages (organization_id, link_question_id)
      where link_question_id is not null;
  `)

export const down = (knex: Knex) =>
  knex.raw(`
    delete from messages where kind in ('welcome', 'link-asked', 'owner-kept');
    alter table messages drop column link_question_id, drop column about_user_id, drop column connection_id;
    delete from one_time_tokens where purpose = 'welcome';
    alter table one_time_tokens drop constraint one_time_tokens_purpose_check;
    alter table one_time_tokens add constraint one_time_tokens_purpose_check
      check (purpose in ('reset', 'email-change', 'slack-link'));
  `)
