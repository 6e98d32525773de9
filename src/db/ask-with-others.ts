import { ask, askPastKnex, nameOf, type Statement } from './ask.ts'
import type { Type } from './attribute.ts'
import type { Tx } from './database.ts'
import { Desks } from './desk.ts'

/** The values that say whose it is: alike for all who ask together. */
const OWN = 2

type Values = readonly unknown[]

/**
 * What many ask of one connection in the same words goes to the database in one statement. Nobody sees less than was
 * there when they came. Outside of transactions only: each answer is of its own moment.
 */
export function askWithOthers<T>(tx: Tx, statement: Statement): Promise<T[]> {
  if (tx.isTransaction) return ask<T>(tx, statement)
  const { values } = statement
  const together = togetherOf(statement)
  const desk = together.desks.at(tx.client, `${values[0]} ${values[1]}`, (askers) =>
    answered(tx, together, askers),
  )
  return desk.ask(values) as Promise<T[]>
}

/** What came as JSON has its moments as texts. */
export function withMoments<Row>(row: Row, names: readonly (keyof Row & string)[]): Row {
  for (const name of names)
    if (typeof row[name] === 'string') row[name] = new Date(row[name]) as Row[typeof name]
  return row
}

/** One of them may have asked what can not be answered: the others do not pay for it. */
function answered(tx: Tx, it: Together, askers: Values[]): Promise<unknown[]>[] {
  const together = askFor(tx, it, askers)
  return askers.map(async (asker, at) => {
    try {
      return (await together)[at] ?? []
    } catch (fault) {
      if (askers.length === 1) throw fault
      return (await askFor(tx, it, [asker]))[0] ?? []
    }
  })
}

async function askFor(tx: Tx, { text, name, types }: Together, askers: Values[]): Promise<unknown[][]> {
  const own = askers[0]?.slice(0, OWN) ?? []
  const lists = types.map((type, at) => askers.map((values) => written(values[OWN + at], type)))
  const values = [...own, ...lists]
  const found = await askPastKnex<[unknown[]]>(tx, { name, text, values, rowMode: 'array' })
  return found.map(([rows]) => rows)
}

const isList = (type: Type): boolean => type.endsWith('[]')

const written = (value: unknown, type: Type): unknown =>
  isList(type) ? asList(value as readonly string[]) : value

/** As Postgres writes a list: it has no lists of lists that are not equally long. */
const asList = (texts: readonly string[]): string =>
  `{${texts.map((it) => `"${it.replace(/["\\]/g, '\\$&')}"`).join(',')}}`

/** A question as many ask it together. */
interface Together {
  text: string
  name: string | undefined
  types: readonly Type[]
  desks: Desks<Values, unknown[]>
}

const KNOWN = 200
/** By its long words, which are not looked through more than once for each that asks. */
const known = new Map<string, Together>()

function togetherOf(statement: Statement): Together {
  const found = known.get(statement.sql)
  if (found) return found
  const { types } = statement
  const text = textFor(statement)
  const together = {
    text,
    name: nameOf(text, statement.isOurs),
    types,
    desks: new Desks<Values, unknown[]>(),
  }
  if (known.size >= KNOWN) known.clear()
  known.set(statement.sql, together)
  return together
}

/** Each answer as JSON: to take many columns of a row apart, one by one, costs us more than to find the row. */
function textFor({ sql, types }: Statement): string {
  const one = sql.replace(/cast\(\$(\d+) as ([a-z[\]]+)\)/g, (whole, at: string, type: string) =>
    Number(at) > OWN ? `cast(asker.v${at} as ${type})` : whole,
  )
  const columns = types.map((_, at) => `v${OWN + 1 + at}`)
  // Not looked at before it is planned, as `unseen` in question.ts: how many they are makes no plan a better one.
  const given = types.map((type, at) => `(select $${OWN + 1 + at}::${isList(type) ? 'text' : type}[])`)
  return `select (select coalesce(json_agg(answer), '[]') from (${one}) answer) "rows"
    from unnest(${given.join(', ')}) with ordinality asker(${[...columns, 'at'].join(', ')}) order by asker.at`
}
