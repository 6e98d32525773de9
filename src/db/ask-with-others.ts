import { ask, askPastKnex, nameOf, type Statement } from './ask.ts'
import type { Type } from './attribute.ts'
import type { Tx } from './database.ts'

/** So many go together at most. */
const MOST = 50
/** One statement that hangs does not hold up whoever came later for longer. */
const PATIENCE_MS = 500
/** The values that say whose it is: alike for all who ask together. */
const OWN = 2

/**
 * What many ask of one connection in the same words goes to the database in one statement: whoever comes while others
 * are asking waits for them, and then goes with everybody who came meanwhile. Nobody waits where nobody is there, and
 * nobody sees less than was there when they came. Outside of transactions only: each answer is of its own moment.
 */
export function askWithOthers<T>(tx: Tx, statement: Statement): Promise<T[]> {
  const { sql, values, types } = statement
  const name = nameOf(sql)
  if (tx.isTransaction || !name) return ask<T>(tx, statement)
  const all = desksOf(tx)
  const key = `${values.slice(0, OWN).join(' ')} ${name}`
  const desk = all.get(key) ?? new Desk(tx, togetherOf(sql, types), types, () => all.delete(key))
  all.set(key, desk)
  return desk.ask<T>(values)
}

const desks = new WeakMap<object, Map<string, Desk>>()

function desksOf({ client }: Tx): Map<string, Desk> {
  const all = desks.get(client) ?? new Map<string, Desk>()
  desks.set(client, all)
  return all
}

interface Asker {
  values: readonly unknown[]
  done(rows: unknown[]): void
  fail(fault: unknown): void
}

/** Where those of one connection come together who ask in the same words. */
class Desk {
  private isBusy = false
  private underWay = 0
  private readonly waiting: Asker[] = []
  private readonly tx: Tx
  private readonly text: string
  private readonly types: readonly Type[]
  private readonly close: () => void

  constructor(tx: Tx, text: string, types: readonly Type[], close: () => void) {
    this.tx = tx
    this.text = text
    this.types = types
    this.close = close
  }

  ask<T>(values: readonly unknown[]): Promise<T[]> {
    return new Promise((done, fail) => {
      this.waiting.push({ values, done: (rows) => done(rows as T[]), fail })
      if (!this.isBusy) this.serve()
    })
  }

  private serve(): void {
    this.isBusy = this.waiting.length > 0
    if (this.isBusy) void this.serveTogether(this.waiting.splice(0, MOST))
    else this.closeIfIdle()
  }

  private closeIfIdle(): void {
    if (!this.isBusy && this.underWay === 0) this.close()
  }

  private async serveTogether(askers: Asker[]): Promise<void> {
    let isLate = false
    const patience = setTimeout(() => {
      isLate = true
      this.serve()
    }, PATIENCE_MS)
    this.underWay++
    await this.answer(askers)
    this.underWay--
    clearTimeout(patience)
    if (isLate) this.closeIfIdle()
    else this.serve()
  }

  private async answer(askers: Asker[]): Promise<void> {
    try {
      const answers = await this.askFor(askers)
      for (const [at, it] of askers.entries()) it.done(answers[at] ?? [])
    } catch (fault) {
      // One of them may have asked what can not be answered: the others do not pay for it.
      if (askers.length > 1) await Promise.all(askers.map((it) => this.answer([it])))
      else for (const it of askers) it.fail(fault)
    }
  }

  private async askFor(askers: Asker[]): Promise<unknown[][]> {
    const { text, types } = this
    const own = askers[0]?.values.slice(0, OWN) ?? []
    const lists = types.map((type, at) => askers.map(({ values }) => written(values[OWN + at], type)))
    const values = [...own, ...lists]
    const found = await askPastKnex<{ rows: unknown[] }>(this.tx, { name: nameOf(text), text, values })
    return found.map((it) => it.rows)
  }
}

const isList = (type: Type): boolean => type.endsWith('[]')

const written = (value: unknown, type: Type): unknown =>
  isList(type) ? asList(value as readonly string[]) : value

/** As Postgres writes a list: it has no lists of lists that are not equally long. */
const asList = (texts: readonly string[]): string =>
  `{${texts.map((it) => `"${it.replace(/["\\]/g, '\\$&')}"`).join(',')}}`

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
  texts.set(sql, text)
  return text
}
