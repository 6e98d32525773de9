import type { Knex } from 'knex'

/**
 * Which audit details were erased with the person they named, so that their absence can be told from theft.
 * Like the entries, this list can only grow.
 */
export const up = (knex: Knex) =>
  knex.raw(`
    create table audit_erasures (
      organization_id uuid not null,
      entry_id uuid not null,
      erased_at timestamptz not null,
      primary key (organization_id, entry_id)
    );
    revoke update, delete, truncate on audit_erasures from current_user, public;
    create index audit_entries_actor on audit_entries (organization_id, actor_id, at desc) where actor_id is not null;
  `)

export const down = (knex: Knex) => knex.raw('drop index audit_entries_actor; drop table audit_erasures')
