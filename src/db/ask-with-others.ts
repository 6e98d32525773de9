import { ask, askPastKnex, nameOf, type Statement } from './ask.ts'
import type { Type } from './attribute.ts'
import type { Tx } from './database.ts'
import { Desks } from './desk.ts'

/** The values that say whose it is: alike for all who ask together. */
const OWN = 2

type Values = readonly unknown[]
type Shape = Pick<Statement, 'sql' | 'types' | 'isOurs'>

const desks = new Desks<Values, unknown[]>()

/**
 * What many ask of one connection in the same words goes to the database in one statement. Nobody sees less than was
 * there when they came. Outside of transactions only: each answer is of its own moment.
 */
export function askWithOthers<T>(tx: Tx, statement: Statement): Promise<T[]> {
  if (tx.isTransaction) return ask<T>(tx, statement)
  const { sql, values } = statement
  const key = `${values.slice(0, OWN).join(' ')} ${sql}`
  const desk = desks.at(tx.client, key, (askers) => answered(tx, statement, askers))
  return desk.ask(values) as Promise<T[]>
}

/** What came as JSON has its moments as texts. */
export function withMoments<Row>(row: Row, names: readonly (keyof Row & string)[]): Row {
  for (const name of names)
    if (typeof row[name] === 'string') row[name] = new Date(row[name]) as Row[typeof name]
  return row
}

/** One of them may have asked what can not be answered: the others do not pay for it. */
function answered(tx: Tx, shape: Shape, askers: Values[]): Promise<unknown[]>[] {
  const together = askFor(tx, shape, askers)
  return askers.map(async (asker, at) => {
    try {
      return (await together)[at] ?? []
    } catch (fault) {
      if (askers.length === 1) throw fault
      return (await askFor(tx, shape, [asker]))[0] ?? []
    }
  })
}

async function askFor(tx: Tx, { sql, types, isOurs }: Shape, askers: Values[]): Promise<unknown[][]> {
  const text = togetherOf(sql, types)
  const own = askers[0]?.slice(0, OWN) ?? []
  const lists = types.map((type, at) => askers.map((values) => written(values[OWN + at], type)))
  const found = await askPastKnex<[unknown[]]>(tx, {
    name: nameOf(text, isOurs),
    text,
    values: [...own, ...lists],
    rowMode: 'array',
  })
  return found.map(([rows]) => rows)
}

const isList = (type: Type): boolean => type.endsWith('[]')

const written = (value: unknown, type: Type): unknown =>
  isList(type) ? asList(value as readonly string[]) : value

/** As Postgres writes a list: it has no lists of lists that are not equally long. */
const asList = (texts: readonly string[]): string =>
  `{${texts.map((it) => `"${it.replace(/["\\]/g, '\\$&')}"`).join(',')}}`

const TEXTS = 200
const texts = new Map<string, string>()

/** Each answer as JSON: to take many columns of a row apart, one by one, costs us more than to find the row. */
function togetherOf(sql: string, types: readonly Type[]): string {
  const known = texts.get(sql)
  if (known) return known
  const one = sql.replace(/cast\(\$(\d+) as ([a-z[\]]+)\)/g, (whole, at: string, type: string) =>
    Number(at) > OWN ? `cast(asker.v${at} as ${type})` : whole,
  )
  const columns = types.map((_, at) => `v${OWN + 1 + at}`)
  // Not looked at before it is planned, as `unseen` in question.ts: how many they are makes no plan a better one.
  const given = types.map((type, at) => `(select $${OWN + 1 + at}::${isList(type) ? 'text' : type}[])`)
  const text = `select (select coalesce(json_agg(answer), '[]') from (${one}) answer) "rows"
    from unnest(${given.join(', ')}) with ordinality asker(${[...columns, 'at'].join(', ')}) order by asker.at`
  if (texts.size >= TEXTS) texts.clear()
  texts.set(sql, text)
  return text
}
