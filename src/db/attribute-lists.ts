import type { Asked } from '../domain/question.ts'
import {
  type Attributes,
  type Column,
  inJson,
  type List,
  partOf,
  presence,
  text,
  wayOf,
} from './attribute.ts'

/** Attributes that have a column, lists that have a table, by their ways; and the JSON in which everything else stands. */
export const attributesOf = (
  root: string,
  columns: ReadonlyMap<string, Column>,
  lists: ReadonlyMap<string, List>,
  found: readonly string[],
): Attributes => {
  const inside = (way: string) => (name: string) => name === way || name.startsWith(`${way} `)
  const whole = (asked: Asked, way: string): Column => {
    const there = [
      // A list is told by its elements.
      ...(lists.has(way) ? [] : [presence(inJson(root, { ...asked, type: 'complex' }, asked.at))]),
      ...[...columns].filter(([name]) => inside(way)(name)).map(([, it]) => presence(it)),
      ...[...lists].filter(([name]) => inside(way)(name)).map(([, it]) => isFilled(it)),
    ]
    return { is: 'untold', sql: `(${there.join(' or ')})` }
  }
  return {
    column: (asked) => {
      const way = wayOf(...asked.at)
      if (asked.type === 'complex' || lists.has(way)) return whole(asked, way)
      return columns.get(way) ?? inJson(root, asked, asked.at)
    },
    list: ({ at }) => lists.get(wayOf(...at)) ?? elementsOf(inList(partOf(root, at))),
    isElsewhere: ({ at, type }) => type === 'complex' || isElsewhere(columns.get(wayOf(...at))),
    isFoundBy: ({ at }) => found.includes(wayOf(...at)),
    holders: ({ at }) => lists.get(wayOf(...at))?.holders,
  }
}

const isElsewhere = (it: Column | undefined): boolean => it?.is === 'text' && it.isElsewhere === true

const isFilled = ({ from, isSaid }: List): string => `exists (select from ${from} and ${isSaid ?? 'true'})`

/** The elements that stand in a list of JSON, each with its place. */
const inList = (list: string): string =>
  `jsonb_array_elements(case jsonb_typeof(${list}) when 'array' then ${list} end) with ordinality it(element, place)`

/** Of rows `it(element, place)`. */
export const elementsOf = (elements: string, holders?: List['holders']): List => ({
  from: `${elements} where true`,
  inOrder: `coalesce(it.element -> 'primary' = cast('true' as jsonb), false) desc, it.place`,
  isSaid: presence({ is: 'parts', sql: 'it.element' }),
  ...(holders ? { holders } : {}),
  column: (asked, at) => inJson('it.element', asked, at),
})

/** Rows of a table that are shown as elements. */
export const rowsOf = (from: string, inOrder: string, columns: Readonly<Record<string, Column>>): List => ({
  from,
  inOrder,
  column: (_, [name = '']) => columns[name] ?? text('null'),
})

/** A list of plain values: each of them, and when it is in there. */
export const valuesOf = (values: readonly (readonly [value: string, condition: string])[]): List => ({
  from: `(values ${values.map(([value, condition], at) => `(${at}, '${value}', ${condition})`).join(', ')})
    it(place, value, is_said) where it.is_said`,
  inOrder: 'it.place',
  column: () => text('it.value'),
})
