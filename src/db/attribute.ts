import type { Asked } from '../domain/question.ts'

/** Where the value of an attribute stands; what is not said is null there. */
export type Column =
  | TextColumn
  /** Written as a uuid, found by its key. */
  | { readonly is: 'id'; readonly sql: string }
  | { readonly is: 'moment' | 'number' | 'truth'; readonly sql: string }
  /** Parts and lists, as JSON: one can only ask whether something is in there. */
  | { readonly is: 'parts'; readonly sql: string }
  /** What only a door can write, such as where a resource is. The condition says whether there is any. */
  | { readonly is: 'untold'; readonly sql: string }

export interface TextColumn {
  readonly is: 'text'
  readonly sql: string
  /** It stands in another table. */
  readonly isElsewhere?: boolean
  /** The same as an index knows it, and how that is written. */
  readonly key?: { readonly sql: string; readonly of: (text: string) => string }
  /** How case is folded, where an index has its own way. */
  readonly fold?: (sql: string) => string
}

/** Where the elements of a list stand. */
export interface List {
  /** What follows `from`, up to a condition to which more can be added. */
  readonly from: string
  /** The first is what stands for the list where something is ordered by it: the preferred one, or else the first. */
  readonly inOrder: string
  /** Which elements say anything; left out: all of them. */
  readonly isSaid?: string
  /** Whom an index finds by any of these values, in lower case: everybody in whose list one of them is, or more. */
  readonly holders?: (values: string) => string
  /** By the way from an element; a list of plain values has the element itself at the end of none. */
  readonly column: (asked: Asked, at: readonly string[]) => Column
}

/** What a question is asked of. */
export interface Attributes {
  readonly column: (asked: Asked) => Column
  readonly list: (asked: Asked) => List
  /** An index finds the few who have this value of it. */
  readonly isFoundBy: (asked: Asked) => boolean
  /** To know it, one has to look into another table, or at all of a list. */
  readonly isElsewhere: (asked: Asked) => boolean
  readonly holders: (asked: Asked) => List['holders']
}

export type Type = 'text' | 'text[]' | 'uuid' | 'timestamptz' | 'numeric' | 'boolean' | 'integer' | 'bigint'

/** A value of a request goes in here and nowhere else; what comes back stands for it in the statement. */
export type Bind = (value: unknown, type: Type) => string

export interface Owner {
  organizationId: string
  connectionId: string
}

export interface Bindings {
  bind: Bind
  values: unknown[]
  /** Of the values behind the first two. */
  types: Type[]
}

/** Behind whose they are, which is $1 and $2 of every statement. */
export function newBindings({ organizationId, connectionId }: Owner): Bindings {
  const values: unknown[] = [organizationId, connectionId]
  const types: Type[] = []
  const bind: Bind = (value, type) => {
    types.push(type)
    return `cast($${values.push(value)} as ${type})`
  }
  return { values, types, bind }
}

/** The way to an attribute as one name: no name has a space in it. */
export const wayOf = (...at: readonly string[]): string => at.join(' ')

export const text = (sql: string): TextColumn => ({ is: 'text', sql })
export const textElsewhere = (sql: string): TextColumn => ({ is: 'text', sql, isElsewhere: true })
export const always: Column = { is: 'untold', sql: 'true' }

export const folded = (sql: string): string => `lower((${sql}) collate folding)`

/** Anything said in there, however deep. */
const SAID = `'$.** ? (@.type() == "string" && @ != "" || @.type() == "number" || @.type() == "boolean")'`

export function presence(it: Column): string {
  if (it.is === 'text') return `${it.sql} <> ''`
  if (it.is === 'parts') return `jsonb_path_exists(${it.sql}, ${SAID})`
  return it.is === 'untold' ? it.sql : `${it.sql} is not null`
}

/** The names of a schema stand in the statement: nobody asks by others, and each that is bound is paid for by all. */
const literal = (name: string): string => `'${name.replaceAll("'", "''")}'`

export const partOf = (root: string, at: readonly string[]): string =>
  `(${[root, ...at.map(literal)].join(' -> ')})`

/** As text, and not as JSON would quote it; a list of plain values has nothing but itself at the end of no way. */
const textOf = (root: string, at: readonly string[]): string =>
  at.length === 0
    ? `(${root} #>> '{}')`
    : `(${partOf(root, at.slice(0, -1))} ->> ${literal(at.at(-1) ?? '')})`

/** Within JSON, by the way from `root`. Values there have the type that the schema gives them. */
export function inJson(root: string, { type }: Asked, at: readonly string[]): Column {
  const value = partOf(root, at)
  const text = textOf(root, at)
  if (type === 'complex') return { is: 'parts', sql: value }
  if (type === 'boolean') return { is: 'truth', sql: `(${value} = cast('true' as jsonb))` }
  if (type === 'dateTime') return { is: 'moment', sql: `cast(${text} as timestamptz)` }
  if (type === 'integer' || type === 'decimal') return { is: 'number', sql: `cast(${text} as numeric)` }
  return { is: 'text', sql: text }
}
