import type { Knex } from 'knex'

/** A card may ask owners whether a provider's person is somebody who was here before. */
export const up = (knex: Knex) =>
  knex.raw(`
    alter table slack_cards
      alter column invitation_id drop not null,
      add column link_question_id uuid,
      add foreign key (organization_id, link_question_id) references link_questions (organization_id, id)
        on delete cascade,
      add constraint slack_cards_subject check (num_nonnulls(invitation_id, link_question_id) = 1);
    create index slack_cards_question on slack_cards (organization_id, link_question_id)
      where link_question_id is not null;
  `)

export const down = (knex: Knex) =>
  knex.raw(`
    delete from slack_cards where invitation_id is null;
    alter table slack_cards
      drop constraint slack_cards_subject,
      drop column link_question_id,
      alter column invitation_id set not null;
  `)
