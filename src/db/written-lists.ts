import type { SaidField } from '../domain/said-user.ts'

/** The one fact of a list that has a column of its own, as scim/render/lists.ts lays it over the list. */
interface Fact {
  field: SaidField
  column: string
  /** What an element is made of that was not there: the arguments of jsonb_build_object. */
  made: string
  /** Where it stands among the rows `it(element, place)`. */
  place: (elements: string) => string
}

const type = `lower(coalesce(it.element ->> 'type', ''))`
const primary = `coalesce(it.element -> 'primary' = 'true', false)`

const first = (elements: string, where: string, order: string): string =>
  `(select it.place from ${elements} where ${where} order by ${order}, it.place limit 1)`
const workPlace = (elements: string): string =>
  first(elements, 'true', `${type} = 'work' and ${primary} desc, ${type} = 'work' desc, ${primary} desc`)

const email: Fact = {
  field: 'email',
  column: 'u.email',
  made: `'type', 'work', 'primary', true`,
  place: workPlace,
}
const personalEmail: Fact = {
  field: 'deliveryEmail',
  column: 'u.delivery_email',
  made: `'type', 'other'`,
  place: (elements) =>
    first(
      elements,
      `${type} in ('other', 'home') and it.place <> ${workPlace(elements)}`,
      `${type} = 'other' desc`,
    ),
}
const phone: Fact = {
  field: 'phone',
  column: 'u.phone',
  made: `'type', 'mobile'`,
  place: (elements) => first(elements, `${type} = 'mobile'`, 'it.place'),
}
const photo: Fact = {
  field: 'avatarUrl',
  column: 'u.avatar_url',
  made: `'type', 'photo', 'primary', true`,
  place: (elements) =>
    first(
      elements,
      `${type} = 'photo' or ${primary} or ${type} <> 'thumbnail'`,
      `${type} = 'photo' desc, ${primary} desc`,
    ),
}

/**
 * A list as it is shown, as rows `it(element, place)`. One that the provider never wrote is made of columns, which may
 * have changed since. In one that it wrote, what it did not say in a way we understand may have been filled in by hand.
 */
function written(list: string, facts: Fact[]): string {
  const isKept = `p.kept -> '${list}' is not null`
  const elements = `jsonb_array_elements(case when ${isKept} then p.resource -> '${list}' end)
    with ordinality it(element, place)`
  const filledIn = facts.map(({ field, column, place }, at) => ({
    look: `case when ${column} is not null and not '${field}' = any (p.said) then ${place(elements)} end place${at}`,
    place: `when by_hand.place${at} then it.element || jsonb_build_object('value', ${column})`,
  }))
  const made = facts.map(
    ({ field, column, made, place }, at) => `
      select jsonb_build_object(${made}, 'value', ${column}), cast(${1000 + at} as bigint)
      where ${column} is not null
        and (not ${isKept} or (not '${field}' = any (p.said) and ${place(elements)} is null))`,
  )
  return `(select case it.place ${filledIn.map((it) => it.place).join(' ')} else it.element end element, it.place
      from (select ${filledIn.map((it) => it.look).join(', ')}) by_hand, ${elements}
      union all ${made.join(' union all ')}) it`
}

export const emailElements = written('emails', [email, personalEmail])
export const phoneElements = written('phoneNumbers', [phone])
export const photoElements = written('photos', [photo])
