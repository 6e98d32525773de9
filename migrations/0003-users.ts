import type { Knex } from 'knex'

/**
 * A user is a row of one organization. What happened is stored; `state` is what it adds up to, said once
 * more for lists (src/domain/user.ts reads it from the same columns).
 */
export const up = (knex: Knex) =>
  knex.raw(`
    create table users (
      organization_id uuid not null references organizations,
      id uuid not null,
      email text,
      address text check (address = lower(address)),
      phone text check (phone ~ '^[+][1-9][0-9]{6,14}$'),
      delivery_email text,
      first_name text check (length(first_name) <= 120),
      last_name text check (length(last_name) <= 120),
      display_name text check (length(display_name) <= 250),
      origin text not null check (origin in ('invite', 'add', 'create', 'import', 'scim')),
      department_id uuid,
      unit_id uuid,
      email_verified_at timestamptz,
      created_at timestamptz not null,
      invited_at timestamptz,
      activated_at timestamptz,
      registered_at timestamptz,
      suspended_at timestamptz,
      deleted_at timestamptz,
      purge_at timestamptz,
      must_change_password boolean not null default false,
      last_login_at timestamptz,
      last_activity_at timestamptz,
      version integer not null default 1,
      state text not null generated always as (
        case
          when deleted_at is not null then 'deleted'
          when suspended_at is not null then 'suspended'
          when activated_at is not null then 'active'
          when invited_at is not null then 'invited'
          else 'staged'
        end
      ) stored,
      primary key (organization_id, id),
      foreign key (organization_id, department_id) references groups (organization_id, id),
      foreign key (organization_id, unit_id) references groups (organization_id, id),
      check (address is not null or phone is not null),
      check ((email is null) = (address is null)),
      check ((deleted_at is null) = (purge_at is null)),
      check (registered_at is null or activated_at is not null)
    );
    create unique index users_address on users (organization_id, address);
    create unique index users_phone on users (organization_id, phone);
    create index users_sign_in on users (address);
    create index users_purge on users (purge_at) where purge_at is not null;

    create table group_members (
      organization_id uuid not null,
      group_id uuid not null,
      user_id uuid not null,
      created_at timestamptz not null,
      primary key (organization_id, group_id, user_id),
      foreign key (organization_id, group_id) references groups (organization_id, id),
      foreign key (organization_id, user_id) references users (organization_id, id) on delete cascade
    );
    create index group_members_user on group_members (organization_id, user_id);

    create table credentials (
      organization_id uuid not null,
      user_id uuid not null,
      password_hash text not null check (password_hash like '$argon2id$%'),
      temporary_until timestamptz,
      changed_at timestamptz not null,
      primary key (organization_id, user_id),
      foreign key (organization_id, user_id) references users (organization_id, id) on delete cascade
    );
  `)

export const down = (knex: Knex) =>
  knex.raw('drop table credentials; drop table group_members; drop table users')
