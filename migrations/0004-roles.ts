import type { Knex } from 'knex'

/** A role is a named set of permissions; a grant gives it to a user, perhaps at one site, perhaps for a while. */
export const up = (knex: Knex) =>
  knex.raw(`
    create table roles (
      organization_id uuid not null references organizations,
      id uuid not null,
      key text check (key in ('owner', 'admin', 'manager', 'member')),
      name text not null check (length(name) between 1 and 120),
      permissions text[] not null default '{}',
      archived_at timestamptz,
      created_at timestamptz not null,
      primary key (organization_id, id)
    );
    create unique index roles_name on roles (organization_id, lower(name)) where archived_at is null;
    create unique index roles_key on roles (organization_id, key) where key is not null;
    alter table organizations add foreign key (id, default_role_id) references roles (organization_id, id);

    create table grants (
      organization_id uuid not null,
      id uuid not null,
      user_id uuid not null,
      role_id uuid not null,
      site_id uuid,
      source text not null check (source in ('manual', 'scim', 'temporary')),
      granted_by_id uuid,
      expires_at timestamptz check (source <> 'temporary' or expires_at is not null),
      created_at timestamptz not null,
      primary key (organization_id, id),
      foreign key (organization_id, user_id) references users (organization_id, id) on delete cascade,
      foreign key (organization_id, role_id) references roles (organization_id, id),
      foreign key (organization_id, site_id) references groups (organization_id, id),
      foreign key (organization_id, granted_by_id) references users (organization_id, id)
    );
    create unique index grants_once on grants (organization_id, user_id, role_id) where site_id is null;
    create unique index grants_once_at_site on grants (organization_id, user_id, role_id, site_id)
      where site_id is not null;
    create index grants_granted_by on grants (organization_id, granted_by_id) where granted_by_id is not null;
    create index grants_role on grants (organization_id, role_id);
  `)

export const down = (knex: Knex) =>
  knex.raw(`
    drop table grants;
    alter table organizations drop constraint organizations_id_default_role_id_fkey;
    drop table roles;
  `)
