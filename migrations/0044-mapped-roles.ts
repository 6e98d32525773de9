import type { Knex } from 'knex'

/**
 * A role that somebody holds because a group of their provider is mapped to it: it comes and goes with the mapping
 * and the membership, while the default role a provider's person was made with stays. And a team that was linked to
 * a connection by hand waits for the provider to name it: that name is no clash.
 */
export const up = (knex: Knex) =>
  knex.raw(`
    alter table grants add column is_mapped boolean not null default false
      check (not is_mapped or (site_id is null and expires_at is null));
    alter table provisioned_groups add column is_awaited boolean not null default false;
  `)

export const down = (knex: Knex) =>
  knex.raw(`
    alter table provisioned_groups drop column is_awaited;
    alter table grants drop column is_mapped;
  `)
