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

/** Many are read out of JSON; one is bound value by value, because to read it would cost as much as to write it. */
export function given<T extends object>(
  name: string,
  columns: { readonly [K in keyof Partial<T>]: string },
  rows: T[],
): Given {
  const [one, ...others] = rows
  if (!one || others.length > 0)
    return { from: manyFrom(name, columns), bindings: { [name]: rowsIn(rows, columns) } }
  const bindings: Record<string, unknown> = {}
  for (const [field, column] of namesOf(columns)) {
    const value = one[field as keyof T] ?? null
    const isWritten = value !== null && columns[field as keyof T] === 'jsonb'
    bindings[`${name}_${column}`] = isWritten ? JSON.stringify(value) : value
  }
  return { from: oneFrom(name, columns), bindings }
}

const manyFrom = (name: string, columns: object): string =>
  `jsonb_to_recordset(cast(:${name} as jsonb)) as ${name}(${recordOf(columns as Columns<object>)})`

const oneFrom = (name: string, columns: object): string => {
  const values = Object.entries(columns).map(([field, type]) => {
    const column = snake(field)
    return `cast(:${name}_${column} as ${type}) ${column}`
  })
  return `(select ${values.join(', ')}) ${name}`
}
