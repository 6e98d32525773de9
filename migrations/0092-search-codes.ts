import type { Knex } from 'knex'

/**
 * What people are found by is written as integers, and as half as many of them: an index of all that takes a fraction
 * of the time whenever somebody is written. src/domain/search-codes.ts says what they are; the functions say it once
 * for those who were there before, and for whom the version before still writes while this one is rolled out. In a
 * later version the functions, the trigger and search_pieces go.
 * Not in one transaction: nobody is to wait until a million people have been filled in.
 */
export const config = { transaction: false }

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table users add column if not exists search_codes integer[] not null default '{}',
      alter column search_pieces set statistics 0;
    create or replace function search_code(a integer, b integer, c integer) returns integer
    language sql immutable parallel safe as $$
      select case when greatest(a, b, c) < 128 then a * 16384 + b * 128 + c
        else 2097152 + cast(mod((cast(a as bigint) * 8191 + b) * 8191 + c, 536870912) as integer) end
    $$;
    create or replace function search_codes_of(words text) returns integer[]
    language plpgsql immutable parallel safe as $$
    declare
      word text; is_plain boolean; codes integer[] := '{}';
      a integer; b integer; c integer;
    begin
      foreach word in array string_to_array(words, ' ') loop
        is_plain := word collate "C" ~ '^[ -~]*$';
        b := 0;
        c := 0;
        for at in reverse length(word) .. 1 loop
          a := ascii(substr(word, at, 1));
          codes := codes || search_code(a, b, c);
          if not is_plain then
            codes := codes || search_code(a, b, 0) || search_code(a, 0, 0);
          elsif strpos('abcdefghiklmnoprstu0123456789.@-', chr(a)) = 0 then
            codes := codes || search_code(a, 0, 0);
          end if;
          c := b;
          b := a;
        end loop;
      end loop;
      return array(select distinct code from unnest(codes) code order by code);
    end $$;
    create or replace function search_codes_of_pieces() returns trigger language plpgsql as $$
    begin
      new.search_codes := search_codes_of(new.search_text);
      return new;
    end $$;
    drop trigger if exists users_search_codes on users;
    create trigger users_search_codes before insert or update of search_pieces on users
      for each row when (new.search_pieces <> '{}') execute function search_codes_of_pieces();
    drop index if exists users_search;
  `)
  let filled: Key | undefined = FIRST
  while (filled) filled = await fillIn(knex, filled).catch(again(filled))
  await knex.raw('create index users_search on users using gin (search_codes)')
}

interface Key {
  organizationId: string
  id: string
}

const nil = '00000000-0000-0000-0000-000000000000'
const FIRST: Key = { organizationId: nil, id: nil }

const DEADLOCK = '40P01'

/** Somebody writes several of them in another order: then they are first. */
const again = (after: Key) => (fault: { code?: string }) => {
  if (fault.code !== DEADLOCK) throw fault
  return after
}

/** A thousand after this one, held in the order in which everybody takes them; the last of them. */
async function fillIn(knex: Knex, after: Key): Promise<Key | undefined> {
  const { rows } = await knex.raw<{ rows: Key[] }>(
    `with held as (
       select organization_id, id, search_text from users where (organization_id, id) > (:organizationId, :id)
       order by organization_id, id limit 1000 for no key update
     ), filled as (
       update users u set search_codes = search_codes_of(held.search_text) from held
       where u.organization_id = held.organization_id and u.id = held.id
     )
     select organization_id "organizationId", id from held order by organization_id desc, id desc limit 1`,
    { ...after },
  )
  return rows[0]
}

export const down = (knex: Knex) =>
  knex.raw(`
    drop trigger users_search_codes on users;
    drop function search_codes_of_pieces;
    drop function search_codes_of;
    drop function search_code;
    alter table users drop column search_codes, alter column search_pieces set statistics -1;
    update users set search_pieces = coalesce((
      select array_agg(distinct substr(word, at, length))
      from unnest(string_to_array(search_text, ' ')) word, generate_series(1, 3) length,
        generate_series(1, length(word) - length + 1) at), '{}');
    create index users_search on users using gin (search_pieces);
  `)
