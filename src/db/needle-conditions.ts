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

export const needleBindings = (needles: Needle[]): Record<string, unknown> =>
  Object.fromEntries(
    needles.flatMap(({ text, codes }, at) => [
      [`text${at}`, text],
      [`codes${at}`, codes && ('all' in codes ? codes.all : codes.any)],
    ]),
  )
