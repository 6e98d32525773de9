import type { Knex } from 'knex'

/**
 * A role that ends by itself is found when it has ended, and before that when its people are to be warned; the
 * warning names the grant it is about. Grants from before are warned of as new ones are: a day ahead, or half-way.
 */
export const up = (knex: Knex) =>
  knex.raw(`
    alter table grants add column warn_at timestamptz;
    update grants set warn_at = expires_at - least(interval '1 day', (expires_at - created_at) / 2)
      where expires_at is not null;
    create index grants_expires_at on grants (expires_at) where expires_at is not null;
    create index grants_warn_at on grants (warn_at) where warn_at is not null;
    alter table messages add column grant_id uuid;
    alter table messages add foreign key (organization_id, grant_id) references grants (organization_id, id)
      on delete cascade;
    create index messages_grant on messages (organization_id, grant_id) where grant_id is not null;
  `)

export const down = (knex: Knex) =>
  knex.raw(`
    alter table messages drop column grant_id;
    drop index grants_expires_at;
    alter table grants drop column warn_at;
  `)
