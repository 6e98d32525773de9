import type { Knex } from 'knex'

/**
 * What it costs to write a person. A title changes no index: where the page has room for the new version of the row,
 * none is written to. And whatever happens is told in the audit, where each entry took a share of the one row of its
 * organization to see that it is there; the rows it tells of, written with it, say so already.
 */
export const up = (knex: Knex) =>
  knex.raw(`
    alter table users set (fillfactor = 85);
    alter table provisioned_users set (fillfactor = 80);
    alter table audit_entries drop constraint audit_entries_organization_id_fkey;
  `)

export const down = (knex: Knex) =>
  knex.raw(`
    alter table audit_entries add foreign key (organization_id) references organizations;
    alter table provisioned_users reset (fillfactor);
    alter table users reset (fillfactor);
  `)
