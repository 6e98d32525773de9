import type { Knex } from 'knex'

/** Cards that stand in Slack, so that all of them can be drawn anew when one person has decided. */
export const up = (knex: Knex) =>
  knex.raw(`
    create table slack_cards (
      organization_id uuid not null references organizations,
      id uuid not null,
      occasion text not null,
      invitation_id uuid not null,
      user_id uuid not null,
      team_id text not null references slack_teams,
      channel text not null,
      ts text not null,
      posted_at timestamptz not null,
      primary key (organization_id, id),
      foreign key (organization_id, invitation_id) references invitations (organization_id, id) on delete cascade,
      foreign key (organization_id, user_id) references users (organization_id, id) on delete cascade
    );
    create index slack_cards_invitation on slack_cards (organization_id, invitation_id);
    create index slack_cards_team on slack_cards (team_id);
    create index slack_cards_user on slack_cards (organization_id, user_id);

    alter table messages add column card_id uuid;
    alter table messages add foreign key (organization_id, card_id) references slack_cards (organization_id, id)
      on delete cascade;
    create index messages_card on messages (organization_id, card_id) where card_id is not null;
  `)

export const down = (knex: Knex) =>
  knex.raw(`
    alter table messages drop column card_id;
    drop table slack_cards;
  `)
