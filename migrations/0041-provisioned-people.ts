import type { Knex } from 'knex'

/**
 * Which fields a provider has filled, because what it never said is changed by hand; its last word about `active`,
 * because only a new one counts; and a manager it named whom we do not know, to be shown as it was said.
 *
 * Whom a connection took away is remembered until they are erased: made again before that, they are the same person.
 */
export const up = (knex: Knex) =>
  knex.raw(`
    alter table provisioned_users
      add column said text[] not null default '{}',
      add column said_active boolean not null default true,
      add column unknown_manager text check (length(unknown_manager) <= 4096);
    alter table link_questions add column user_name_key text not null default '';

    create table deprovisioned_users (
      organization_id uuid not null,
      user_id uuid not null,
      connection_id uuid not null,
      external_id text,
      user_name_key text not null,
      left_at timestamptz not null,
      primary key (organization_id, user_id),
      foreign key (organization_id, user_id) references users (organization_id, id) on delete cascade,
      foreign key (organization_id, connection_id) references connections (organization_id, id)
    );
    create index deprovisioned_users_connection on deprovisioned_users (organization_id, connection_id);
    create index deprovisioned_users_name on deprovisioned_users (organization_id, connection_id, user_name_key);
    create index deprovisioned_users_external on deprovisioned_users (organization_id, connection_id, external_id)
      where external_id is not null;
  `)

export const down = (knex: Knex) =>
  knex.raw(`
    drop table deprovisioned_users;
    alter table link_questions drop column user_name_key;
    alter table provisioned_users drop column unknown_manager, drop column said_active, drop column said;
  `)
