import type { Knex } from 'knex'

/** The best first: those that fold case as Unicode does, whatever locale the database was made with. */
const candidates = ['pg_unicode_fast', 'und-x-icu', 'pg_c_utf8', 'C.utf8', 'C.UTF-8', 'C']

/**
 * What a provider searches by. It does not mind case, and a database made with the locale C would know that of A to Z
 * alone: which collations there are differs between versions and builds of Postgres, so one of them gets a name of
 * ours. A group is found by its name even when it is archived, which the index that keeps names apart leaves out. And
 * a personal address can be filled in by hand, where a provider's own keys do not know it.
 */
export async function up(knex: Knex): Promise<void> {
  const { rows } = await knex.raw(
    `select collname as name from pg_collation
     where collnamespace = cast('pg_catalog' as regnamespace) and collname = any(cast(:candidates as name[]))
       and collencoding in (-1, pg_char_to_encoding(getdatabaseencoding()))
     order by array_position(cast(:candidates as name[]), collname) limit 1`,
    { candidates },
  )
  await knex.raw('create collation folding from pg_catalog.??', [rows[0].name])
  await knex.raw(`
    create index groups_called on groups (organization_id, lower(name));
    create index users_delivery on users (organization_id, lower(delivery_email)) where delivery_email is not null;
  `)
}

export const down = (knex: Knex) =>
  knex.raw('drop index users_delivery; drop index groups_called; drop collation folding')
