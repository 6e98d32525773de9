import type { Knex } from 'knex'

const type = `lower(coalesce(it.element ->> 'type', ''))`
const primary = `coalesce(it.element -> 'primary' = 'true', false)`
const elements = 'jsonb_array_elements(list) with ordinality it(element, place)'

const placeOf = (where: string, order: string) =>
  `(select it.place from ${elements} where ${where} order by ${order}, it.place limit 1)`

/** What was filled in by hand: the provider did not say it in a way that is understood. */
const byHand = (column: string, field: string) => `case when not '${field}' = any (said) then ${column} end`

const madeOf = (value: string, made: string, place: number, where: string) =>
  `select jsonb_build_object(${made}, 'value', ${value}) element, cast(${place} as bigint) place where ${where}`

/** One fact in a list of one fact. */
const oneFact = (name: string, field: string, made: string, place: string) => `
  create function ${name}(is_kept boolean, list jsonb, said text[], fact text) returns jsonb
  language plpgsql immutable parallel safe as $$
  declare
    by_hand text := ${byHand('fact', field)};
    its_place bigint;
  begin
    if not is_kept then
      return case when fact is null then '[]' else jsonb_build_array(jsonb_build_object(${made}, 'value', fact)) end;
    end if;
    if by_hand is null then return list; end if;
    its_place := ${place};
    return (select coalesce(jsonb_agg(it.element order by it.place), '[]') from (
      select case when it.place = its_place then it.element || jsonb_build_object('value', by_hand)
        else it.element end element, it.place from ${elements}
      union all ${madeOf('by_hand', made, 1000, 'its_place is null')}) it);
  end $$;
`

const work = placeOf('true', `${type} = 'work' and ${primary} desc, ${type} = 'work' desc, ${primary} desc`)
const other = placeOf(
  `${type} in ('other', 'home') and it.place is distinct from work_place`,
  `${type} = 'other' desc`,
)
const [madeWork, madeOther] = [`'type', 'work', 'primary', true`, `'type', 'other'`]

/**
 * A list of a person as it is shown, which is as the provider wrote it for nearly everybody: then a function says so at
 * once, where the same said in each question was most of what the question cost. One that was never written is made of
 * columns; into one that was, what was filled in by hand is laid. src/scim/render/lists.ts does the same on the way out.
 */
export const up = (knex: Knex) =>
  knex.raw(`
  create function emails_shown(is_kept boolean, list jsonb, said text[], email text, personal text) returns jsonb
  language plpgsql immutable parallel safe as $$
  declare
    email_by_hand text := ${byHand('email', 'email')};
    personal_by_hand text := ${byHand('personal', 'deliveryEmail')};
    work_place bigint;
    other_place bigint;
  begin
    if not is_kept then
      return case when email is null then '[]' else jsonb_build_array(jsonb_build_object(${madeWork}, 'value', email)) end
        || case when personal is null then '[]' else jsonb_build_array(jsonb_build_object(${madeOther}, 'value', personal)) end;
    end if;
    if email_by_hand is null and personal_by_hand is null then return list; end if;
    work_place := ${work};
    other_place := ${other};
    return (select coalesce(jsonb_agg(it.element order by it.place), '[]') from (
      select case
        when it.place = work_place and email_by_hand is not null
          then it.element || jsonb_build_object('value', email_by_hand)
        when it.place = other_place and personal_by_hand is not null
          then it.element || jsonb_build_object('value', personal_by_hand)
        else it.element end element, it.place from ${elements}
      union all ${madeOf('email_by_hand', madeWork, 1000, 'email_by_hand is not null and work_place is null')}
      union all ${madeOf('personal_by_hand', madeOther, 1001, 'personal_by_hand is not null and other_place is null')}) it);
  end $$;
  ${oneFact('phones_shown', 'phone', `'type', 'mobile'`, placeOf(`${type} = 'mobile'`, 'it.place'))}
  ${oneFact(
    'photos_shown',
    'avatarUrl',
    `'type', 'photo', 'primary', true`,
    placeOf(
      `${type} = 'photo' or ${primary} or ${type} <> 'thumbnail'`,
      `${type} = 'photo' desc, ${primary} desc`,
    ),
  )}`)

export const down = (knex: Knex) =>
  knex.raw(`
    drop function photos_shown(boolean, jsonb, text[], text);
    drop function phones_shown(boolean, jsonb, text[], text);
    drop function emails_shown(boolean, jsonb, text[], text, text);
  `)
