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

export const rowsIn = <T extends object>(rows: T[], columns: { readonly [K in keyof Partial<T>]: string }): string =>
  JSON.stringify(
    rows.map((row) =>
      Object.fromEntries(Object.keys(columns).map((name) => [snake(name), row[name as keyof T] ?? null])),
    ),
  )
