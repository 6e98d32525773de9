import type { Knex } from 'knex'

/**
 * Where nobody has counted yet, Postgres takes any index that begins with the organization for as good as the primary
 * key: in the middle of a first sync every reference to a person was checked by reading all of them. An index that
 * begins with what it is for can not be taken for it, and finds whoever signs in as well.
 */
export const up = (knex: Knex) =>
  knex.raw(`
    drop index users_address;
    drop index users_sign_in;
    create unique index users_address on users (address, organization_id) where address is not null;
    drop index users_phone;
    drop index users_sign_in_phone;
    create unique index users_phone on users (phone, organization_id) where phone is not null;

    drop index groups_called;
    create index groups_called on groups (lower(name), organization_id);
    drop index invitations_user;
    create index invitations_user on invitations (user_id, organization_id);
  `)

export const down = (knex: Knex) =>
  knex.raw(`
    drop index invitations_user;
    create index invitations_user on invitations (organization_id, user_id);
    drop index groups_called;
    create index groups_called on groups (organization_id, lower(name));

    drop index users_phone;
    create unique index users_phone on users (organization_id, phone);
    create index users_sign_in_phone on users (phone) where phone is not null;
    drop index users_address;
    create unique index users_address on users (organization_id, address);
    create index users_sign_in on users (address);
  `)
