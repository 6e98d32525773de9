import type { Knex } from 'knex'

/**
 * What a provider holds hangs on the live part of its connection: once it has ended, no request that was still under
 * way can put anything there. Tokens know which newer one takes their place, exchanges are kept and looked for by
 * whether they failed, and a letter can be about a token.
 */
export const up = (knex: Knex) =>
  knex.raw(`
    alter table connections
      add column live_id uuid generated always as (case when ended_at is null then id end) stored;
    alter table connections add constraint connections_live unique (organization_id, live_id);
    alter table provisioned_users add constraint provisioned_users_live
      foreign key (organization_id, connection_id) references connections (organization_id, live_id);
    alter table provisioned_groups add constraint provisioned_groups_live
      foreign key (organization_id, connection_id) references connections (organization_id, live_id);
    alter table provisioned_users drop constraint provisioned_users_organization_id_connection_id_fkey;
    alter table provisioned_groups drop constraint provisioned_groups_organization_id_connection_id_fkey;

    create unique index scim_tokens_id on scim_tokens (id);
    alter table scim_tokens add column replaced_by_id uuid;
    create index scim_tokens_client on scim_tokens (organization_id, client_id) where client_id is not null;
    create index scim_clients_connection on scim_clients (organization_id, connection_id);

    alter table exchanges add column failed boolean generated always as (status >= 400) stored;
    create index exchanges_failed on exchanges (organization_id, connection_id, failed, id);
    create index exchanges_id on exchanges (id);

    alter table messages add column scim_token_id uuid;
    alter table messages add foreign key (organization_id, scim_token_id) references scim_tokens (organization_id, id)
      on delete cascade;
    create index messages_scim_token on messages (organization_id, scim_token_id) where scim_token_id is not null;
  `)

export const down = (knex: Knex) =>
  knex.raw(`
    alter table messages drop column scim_token_id;
    drop index exchanges_id;
    alter table exchanges drop column failed;
    drop index scim_clients_connection;
    drop index scim_tokens_client;
    alter table scim_tokens drop column replaced_by_id;
    drop index scim_tokens_id;
    alter table provisioned_groups drop constraint provisioned_groups_live;
    alter table provisioned_groups add foreign key (organization_id, connection_id)
      references connections (organization_id, id);
    alter table provisioned_users drop constraint provisioned_users_live;
    alter table provisioned_users add foreign key (organization_id, connection_id)
      references connections (organization_id, id);
    alter table connections drop constraint connections_live;
    alter table connections drop column live_id;
  `)
