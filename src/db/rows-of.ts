import { integerList } from './integer-list.ts'
import { textList } from './text-list.ts'

/** Columns of a table and their types, by the name that the code calls them. */
export type Columns<T> = { readonly [K in keyof T]-?: string }

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** "first_name, last_name" */
export const columnsOf = <T>(columns: Columns<T>, prefix = ''): string =>
  Object.keys(columns)
    .map((it) => prefix + snake(it))
    .join(', ')

/** Many rows as one binding: `select … from jsonb_to_recordset(:rows) as it(first_name text, …)`. */
export const recordOf = <T>(columns: Columns<T>): string =>
  Object.entries(columns)
    .map(([name, type]) => `${snake(name)} ${type}`)
    .join(', ')

export const rowsIn = <T extends object>(
  rows: T[],
  columns: { readonly [K in keyof Partial<T>]: string },
): string => {
  const names = namesOf(columns)
  return JSON.stringify(
    rows.map((row) => {
      const written: Record<string, unknown> = {}
      for (const [name, column] of names) written[column] = row[name as keyof T] ?? null
      return written
    }),
  )
}

type Names = readonly (readonly [name: string, column: string])[]
const known = new WeakMap<object, Names>()

/** Spelled once for each table, and not again for each row. */
function namesOf(columns: object): Names {
  const names = known.get(columns) ?? Object.keys(columns).map((it) => [it, snake(it)] as const)
  known.set(columns, names)
  return names
}

/** Rows that a statement is given, under a name that is its own: `select … from ${from}`. */
export interface Given {
  from: string
  bindings: Record<string, unknown>
}

/** The type of a column of lists of integers, which many rows hand over as one. */
export const INTEGERS = 'integer[]'

/** Many are a list for each column, in the words of the line; one is bound value by value, which needs no unpacking. */
export function given<T extends object>(
  name: string,
  columns: { readonly [K in keyof Partial<T>]: string },
  rows: T[],
): Given {
  const [one] = rows
  const isOne = one !== undefined && rows.length === 1
  const bindings: Record<string, unknown> = {}
  for (const [field, column] of namesOf(columns)) {
    const type = columns[field as keyof T]
    const write = writeOf(type)
    const binding = `${name}_${column}`
    if (isOne) bindings[binding] = write(one[field as keyof T] ?? null)
    else if (type === INTEGERS) Object.assign(bindings, slicesOf(binding, rows, field as keyof T))
    else bindings[binding] = listOf(rows, field as keyof T, write)
  }
  return { from: (isOne ? oneFrom : manyFrom)(name, columns), bindings }
}

type Write = (value: unknown) => unknown

const asItIs: Write = (value) => value
const asJson: Write = (value) => (value === null ? null : JSON.stringify(value))
const asIntegers: Write = (value) => (value === null ? null : integerList(value as Int32Array))
const writes: Record<string, Write> = { jsonb: asJson, [INTEGERS]: asIntegers }
const writeOf = (type = ''): Write => writes[type] ?? asItIs

/** One list of them all, and from where to where each row's goes: a slice of integers is found without a search. */
function slicesOf<T>(binding: string, rows: T[], field: keyof T): Record<string, Buffer> {
  const lists = rows.map((row) => (row[field] ?? null) as Int32Array | null)
  const all = new Int32Array(lists.reduce((sum, it) => sum + (it?.length ?? 0), 0))
  let end = 0
  const bounds = lists.map((list) => {
    if (list === null) return null
    all.set(list, end)
    end += list.length
    return { first: end - list.length + 1, last: end }
  })
  return {
    [binding]: integerList(all),
    [`${binding}_first`]: integerList(bounds.map((it) => it?.first ?? null)),
    [`${binding}_last`]: integerList(bounds.map((it) => it?.last ?? null)),
  }
}

/** What nobody has is a list of nothing: beside longer ones it is read as so many nulls. */
function listOf<T>(rows: T[], field: keyof T, write: Write): Buffer {
  let isThere = false
  let known: unknown = null
  let text: string | null = null
  const texts: (string | null)[] = []
  for (const row of rows) {
    const value: unknown = row[field] ?? null
    if (value !== known) {
      known = value
      text = textOf(write(value))
      isThere = true
    }
    texts.push(text)
  }
  return textList(isThere ? texts : [])
}

function textOf(value: unknown): string | null {
  if (value === null || typeof value === 'string') return value
  if (value instanceof Date) return value.toISOString()
  return Array.isArray(value) ? arrayOf(value) : String(value)
}

/** As Postgres reads a list of texts. */
function arrayOf(texts: string[]): string {
  if (texts.length === 0) return '{}'
  const isPlain = !/["\\]/.test(texts.join(''))
  const written = isPlain ? texts : texts.map((it) => it.replace(/["\\]/g, '\\$&'))
  return `{"${written.join('","')}"}`
}

// Not looked at before it is planned: how many they are makes no plan a better one.
const unseen = (what: string, type: string): string => `(select cast(:${what} as ${type}))`

const manyFrom = (name: string, columns: object): string => {
  const lists: string[] = []
  const names: string[] = []
  const typed = Object.entries(columns).map(([field, type]) => {
    const column = snake(field)
    const isSliced = type === INTEGERS
    const parts = isSliced ? [`${column}_first`, `${column}_last`] : [column]
    names.push(...parts)
    lists.push(...parts.map((it) => unseen(`${name}_${it}`, isSliced ? INTEGERS : 'text[]')))
    const slice = `${unseen(`${name}_${column}`, INTEGERS)}[${column}_first : ${column}_last]`
    return `${isSliced ? slice : `cast(${column} as ${type})`} ${column}`
  })
  return `(select ${typed.join(', ')} from unnest(${lists.join(', ')}) ${name}(${names.join(', ')})) ${name}`
}

const oneFrom = (name: string, columns: object): string => {
  const values = Object.entries(columns).map(([field, type]) => {
    const column = snake(field)
    return `cast(:${name}_${column} as ${type}) ${column}`
  })
  return `(select ${values.join(', ')}) ${name}`
}
