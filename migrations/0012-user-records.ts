import type { Knex } from 'knex'

/**
 * The full personal record, and what people are searched and listed by. Partial matches need no extension: every
 * run of one to three letters stands in an array, and GIN over an array is in every Postgres.
 * src/domain/search-text.ts says what is written there; the statement below says it once for those who were
 * there before.
 */
export const up = (knex: Knex) =>
  knex.raw(`
    alter table users
      add column gender text check (gender in ('female', 'male', 'other', 'not stated')),
      add column birthday date,
      add column position text check (length(position) <= 120),
      add column manager_id uuid,
      add column avatar_url text check (length(avatar_url) <= 1000),
      add column search_text text not null default '',
      add column search_pieces text[] not null default '{}',
      add column sort_name text collate "C" not null default '',
      add foreign key (organization_id, manager_id) references users (organization_id, id);
    create index users_manager on users (organization_id, manager_id) where manager_id is not null;
    create index users_listed on users (organization_id, sort_name, id) where deleted_at is null;
    create index users_listed_by_state on users (organization_id, state, sort_name, id) where deleted_at is null;
    create index users_search on users using gin (search_pieces);
    create index users_sign_in_phone on users (phone) where phone is not null;
    create index users_department on users (organization_id, department_id) where department_id is not null;
    create index users_unit on users (organization_id, unit_id) where unit_id is not null;
    ${fillIn}
  `)

const folded = (text: string) =>
  `translate(replace(replace(replace(replace(regexp_replace(lower(normalize(lower(${text}), NFKD)),
     '[\\u0300-\\u036f]', '', 'g'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'), 'ıłøđð', 'ilodd')`

export const fillIn = `
  update users u set search_text = said.text, sort_name = said.name, search_pieces = coalesce((
    select array_agg(distinct substr(word, at, length))
    from regexp_split_to_table(said.text, ' ') word, generate_series(1, 3) length,
         generate_series(1, length(word) - length + 1) at), '{}')
  from (
    select organization_id, id,
      btrim(regexp_replace(${folded(`concat_ws(' ', first_name, last_name, display_name, email, delivery_email,
        regexp_replace(phone, '[^0-9]', '', 'g'))`)}, '\\s+', ' ', 'g')) as text,
      ${folded(`coalesce(display_name, nullif(concat_ws(' ', nullif(first_name, ''), nullif(last_name, '')), ''),
        email, phone, 'Somebody')`)} as name
    from users
  ) said
  where said.organization_id = u.organization_id and said.id = u.id and u.search_text = '';
`

export const down = (knex: Knex) =>
  knex.raw(`
    drop index users_unit;
    drop index users_department;
    drop index users_sign_in_phone;
    drop index users_search;
    drop index users_listed_by_state;
    drop index users_listed;
    alter table users drop column sort_name, drop column search_pieces, drop column search_text,
      drop column avatar_url, drop column manager_id, drop column position, drop column birthday, drop column gender;
  `)
