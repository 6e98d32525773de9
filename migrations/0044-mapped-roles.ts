import type { Knex } from 'knex'

/**
 * A role that somebody holds because a group of their provider is mapped to it: it comes and goes with the mapping
 * and the membership, while the default role a provider's person was made with stays. That a group gives roles is said
 * on its own row too: whoever waited for the row learns it from there, and from nowhere else. And a team that was
 * linked to a connection by hand waits for the provider to name it: that name is no clash.
 */
export const up = (knex: Knex) =>
  knex.raw(`
    alter table grants add column is_mapped boolean not null default false
      check (not is_mapped or (site_id is null and expires_at is null));
    alter table provisioned_groups
      add column is_mapped boolean not null default false,
      add column is_awaited boolean not null default false;
    update provisioned_groups p set is_mapped = true where exists (
      select from role_mappings m where m.organization_id = p.organization_id and m.group_id = p.group_id);
  `)

export const down = (knex: Knex) =>
  knex.raw(`
    alter table provisioned_groups drop column is_awaited, drop column is_mapped;
    alter table grants drop column is_mapped;
  `)
