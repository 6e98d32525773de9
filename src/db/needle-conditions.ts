import type { Needle } from '../domain/search-text.ts'

/** Who has them all, of the rows of this alias. */
export const spelled = (alias: string, needles: Needle[]): string[] =>
  needles.map((_, at) => `strpos(${alias}.search_text, :text${at}) > 0`)

/** What the index knows of who has them all: it can be more people, for it knows pieces, and they could lie otherwise. */
export const indexed = (alias: string, needles: Needle[]): string[] =>
  needles.flatMap(({ codes }, at) => {
    const asked = `cast(:codes${at} as integer[])`
    if (!codes) return []
    // Of which Postgres does not look at the numbers before it plans: of each that it does not know it assumes too many.
    return [`${alias}.search_codes ${'all' in codes ? `@> ${asked}` : `&& (select ${asked})`}`]
  })

/** So many are found first; of more it is quicker to look at whom each row of a list is about. */
const FEW = 500

/** Whether the person with this id has them all, and fits besides: for lists that are in another order than theirs. */
export function hasAll(id: string, needles: Needle[], besides: string[] = []): string {
  const fits = ['p.organization_id = :organizationId', ...besides, ...spelled('p', needles)].join(' and ')
  const known = indexed('p', needles)
  const found = `select p.id from users p where ${[fits, ...known].join(' and ')}`
  const looked = `exists (select from users p where ${fits} and p.id = ${id} offset 0)`
  if (needles.some(({ codes }) => codes && 'all' in codes)) return `${id} in (${found})`
  if (known.length === 0) return looked
  // How many have two letters, Postgres can not tell beforehand.
  const few = `${found} limit ${FEW + 1}`
  return `case when (select count(*) from (${few}) few) <= ${FEW} then ${id} in (${few}) else ${looked} end`
}

export const needleBindings = (needles: Needle[]): Record<string, unknown> =>
  Object.fromEntries(
    needles.flatMap(({ text, codes }, at) => [
      [`text${at}`, text],
      [`codes${at}`, codes && ('all' in codes ? codes.all : codes.any)],
    ]),
  )
