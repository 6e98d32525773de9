import type { Knex } from 'knex'

/**
 * Whom a provider names is found by the name alone, before anything is known of how many there are: in the middle of
 * a first sync Postgres still believes that a connection has nobody, and would read all of it for each person.
 */
export const up = (knex: Knex) =>
  knex.raw(`
    drop index provisioned_users_name;
    drop index provisioned_users_external;
    create unique index provisioned_users_name on provisioned_users (user_name_key, connection_id, organization_id);
    create unique index provisioned_users_external on provisioned_users (external_id, connection_id, organization_id)
      where external_id is not null;
    drop index deprovisioned_users_name;
    drop index deprovisioned_users_external;
    create index deprovisioned_users_name on deprovisioned_users (user_name_key, connection_id, organization_id);
    create index deprovisioned_users_external on deprovisioned_users (external_id, connection_id, organization_id)
      where external_id is not null;
  `)

export const down = (knex: Knex) =>
  knex.raw(`
    drop index deprovisioned_users_external;
    drop index deprovisioned_users_name;
    create index deprovisioned_users_name on deprovisioned_users (organization_id, connection_id, user_name_key);
    create index deprovisioned_users_external on deprovisioned_users (organization_id, connection_id, external_id)
      where external_id is not null;
    drop index provisioned_users_external;
    drop index provisioned_users_name;
    create unique index provisioned_users_name on provisioned_users (organization_id, connection_id, user_name_key);
    create unique index provisioned_users_external on provisioned_users (organization_id, connection_id, external_id)
      where external_id is not null;
  `)
