import type { Position } from '../domain/page-cursor.ts'
import type { Walk } from '../domain/question.ts'
import type { Statement } from './ask.ts'
import { type Attributes, type Bindings, newBindings, type Owner } from './attribute.ts'
import { merged } from './merged-question.ts'
import { beyond, inOrder, isFalling, type Order, orderOf } from './order.ts'
import { conditionOf, mustBeModest, narrowing } from './question.ts'

/** A part of a list: where it begins, and how much of it is wanted. */
export interface Stretch {
  /** Those behind somebody; null: from the beginning. */
  from: Position | null
  /** Read towards the beginning, and found in that order. */
  isBackward: boolean
  /** So many are passed over first: as dear as they are many. */
  skipped: number
  limit: number
}

/** What is listed, and in which order. */
export type Asked = Pick<Walk, 'question' | 'order'>

/** What else is shown of a row: a name for it, and a statement that finds it by what was found before. */
export type Look = readonly [as: string, sql: string]

/** Resources of a kind: of the rows `p`, which belong to a connection, and of others beside them. */
export interface Kind<T, W, Row> {
  name: 'users' | 'groups'
  attributes: Attributes
  /** In the order of an index. */
  key: string
  /** Everybody, by that index alone. */
  keys: string
  /** Everybody with all that can be asked of them, and who of them is there. */
  rows: string
  there: string
  /** The same of those few whom an index finds. */
  few(narrowing: string): string
  /** The same of those on a page. */
  again: readonly Look[]
  beside(wants: W): readonly Look[]
  /** Whether what several ask may be answered together: one with very much to be shown would hold up the others. */
  isLight(wants: W): boolean
  columns(wants: W): string
  /** Which of the columns are moments. */
  moments: readonly (keyof Row & string)[]
  factsOf(row: Row): T
}

export interface Place {
  key: string
  sorted: string | null
  /** Of all who answer, where they were few enough to be gathered. */
  total: number | null
}

/** One by one, by their keys: where nobody has counted yet, Postgres would rather read a table for each of its rows. */
const lookUp = ([as, sql]: Look) => `
    left join lateral (${sql} offset 0) ${as} on true`

type AnyKind = Pick<Kind<never, never, never>, 'attributes' | 'keys' | 'rows' | 'there'>

/** Everybody it is asked of, and who among them answers to it. What an index holds in its order is known of the key. */
function answering(
  { attributes, keys, rows, there }: AnyKind,
  question: Walk['question'],
  order: Order | null,
  { bind }: Bindings,
) {
  if (question) return `${rows} where ${there} and ${conditionOf(question, attributes, bind)}`
  return order && !order.isIndexed ? `${rows} where ${there}` : keys
}

/** As it costs least, and no more than it may. */
function modest({ attributes }: AnyKind, question: Walk['question']): Walk['question'] {
  const asked = question && merged(question)
  if (asked) mustBeModest(asked, attributes)
  return asked
}

export function countOf(kind: AnyKind, of: Owner, asked: Walk['question']): Statement {
  const bindings = newBindings(of)
  const question = modest(kind, asked)
  const sql = `select count(*)::int total from ${answering(kind, question, null, bindings)}`
  return { sql, ...given(bindings), isUsual: question === null }
}

export interface PageStatement extends Statement {
  /** Those whom an index finds. */
  isOfFew: boolean
}

/** A page in one statement. It is usual when it is asked by what an index knows, or when everybody is walked through. */
export function pageOf<T, W, Row>(
  kind: Kind<T, W, Row>,
  of: Owner,
  { question, order: by }: Asked,
  stretch: Stretch,
  wants: W,
): PageStatement {
  const asked = { question: modest(kind, question), order: by }
  const bindings = newBindings(of)
  const order = orderOf(by, kind.attributes)
  const narrow = asked.question && narrowing(asked.question, kind.attributes)
  const isUsual = by === null && (narrow !== null || question === null)
  const isOfFew = narrow !== null && !stretch.from
  const sql = isOfFew
    ? gathered(kind, narrow(bindings.bind), asked, order, stretch, wants, bindings)
    : walked(kind, asked, order, stretch, wants, bindings)
  return { sql, ...given(bindings), isUsual, isOfFew }
}

const given = ({ values, types }: Bindings) => ({ values, types })

/** Few are gathered, and counted on the way. */
function gathered<T, W, Row>(
  kind: Kind<T, W, Row>,
  narrow: string,
  { question, order: by }: Asked,
  order: Order | null,
  { isBackward, skipped, limit }: Stretch,
  wants: W,
  { bind }: Bindings,
): string {
  const sorted = order?.sql ?? 'null'
  const condition = question ? `and ${conditionOf(question, kind.attributes, bind)}` : ''
  const inItsOrder = inOrder(order, isFalling(by, isBackward), { sorted, key: kind.key })
  const part = `limit ${bind(limit, 'integer')} offset ${bind(skipped, 'bigint')}`
  const asked = [kind.name, JSON.stringify(wants), narrow, sorted, condition, inItsOrder, part].join(' | ')
  return once(
    asked,
    () => `select count(*) over ()::int total, ${kind.key} "key", cast(${sorted} as text) sorted, ${kind.columns(wants)}
    from ${kind.few(narrow)} ${kind.beside(wants).map(lookUp).join('')}
    where ${kind.there} ${condition}
    order by ${inItsOrder}
    ${part}`,
  )
}

const KNOWN = 200
const known = new Map<string, string>()

/** The same text and no copy of it: by that its plan is found, and a long one takes long to be looked through. */
function once(asked: string, write: () => string): string {
  const text = known.get(asked) ?? write()
  if (known.size >= KNOWN) known.clear()
  known.set(asked, text)
  return text
}

/** Of many, the list is read in its order until the page is full. */
function walked<T, W, Row>(
  kind: Kind<T, W, Row>,
  asked: Asked,
  order: Order | null,
  { from, isBackward, skipped, limit }: Stretch,
  wants: W,
  bindings: Bindings,
): string {
  const { bind } = bindings
  const falls = isFalling(asked.order, isBackward)
  return `with page as materialized (
      select * from (
        select ${kind.key} "key", ${order?.sql ?? 'null'} sorted from ${answering(kind, asked.question, order, bindings)}
      ) found where ${from ? beyond(from, order, falls, bind) : 'true'}
      order by ${inOrder(order, falls)} limit ${bind(limit, 'integer')} offset ${bind(skipped, 'bigint')}
    )
    select null total, page.key, cast(page.sorted as text) sorted, ${kind.columns(wants)}
    from page ${[...kind.again, ...kind.beside(wants)].map(lookUp).join('')}
    order by ${inOrder(order, falls, { sorted: 'page.sorted', key: 'page.key' })}`
}
