import type { Knex } from 'knex'

/**
 * What ends by itself is announced once before: a request that nobody decides to those who could, a temporary password
 * that nobody uses to whoever handed it over.
 */
export const up = (knex: Knex) =>
  knex.raw(`
    alter table invitations add column approval_asked_again_at timestamptz;

    alter table credentials
      add column given_by_id uuid,
      add column warn_at timestamptz,
      add foreign key (organization_id, given_by_id) references users (organization_id, id)
        on delete set null (given_by_id);
    create index credentials_warn on credentials (warn_at) where warn_at is not null;
    create index credentials_given_by on credentials (organization_id, given_by_id) where given_by_id is not null;
  `)

export const down = (knex: Knex) =>
  knex.raw(`
    alter table credentials drop column warn_at, drop column given_by_id;
    alter table invitations drop column approval_asked_again_at;
  `)
