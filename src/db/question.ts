import type { Asked, Comparison, Question } from '../domain/question.ts'
import { Refusal } from '../domain/refusal.ts'
import {
  type Attributes,
  type Bind,
  type Column,
  folded,
  presence,
  type TextColumn,
  type Type,
} from './attribute.ts'
import { isId } from './id.ts'

/**
 * A question as a condition. What is asked of something that is not said is null, which `and`, `or` and `where` take
 * for false; only `not` would make it neither, so it asks for what is not true. Absent differs from every value, and
 * is neither before nor after one.
 */
export function conditionOf(it: Question, of: Attributes, bind: Bind): string {
  switch (it.is) {
    case 'and':
    case 'or':
      return `(${it.of.map((each) => conditionOf(each, of, bind)).join(` ${it.is} `)})`
    case 'not':
      return `((${conditionOf(it.of, of, bind)}) is not true)`
    case 'element':
      return ofOneElement(it, of, bind)
    case 'present':
      return presence(of.column(it.asked))
    case 'compare':
      return comparison(of.column(it.asked), it, bind)
  }
}

/** To say "nobody" instead would make a provider create them once more. */
export const unanswerable = ({ at: [first = '', ...rest] }: Asked): never => {
  const joint = first.startsWith('urn:') ? ':' : '.'
  const attribute = rest.length > 0 ? `${first}${joint}${rest.join('.')}` : first
  throw new Refusal('question-unanswerable', { attribute })
}

/** For each person that is looked at, so many looks elsewhere and no more: lists, managers, departments. */
const LOOKS = 20

/** A filter that fits into a request can ask enough to keep a database busy for minutes. */
export function mustBeModest(it: Question, of: Attributes): void {
  if (looksIn(it, of) > LOOKS) throw new Refusal('question-too-dear', { limit: LOOKS })
}

function looksIn(it: Question, of: Attributes): number {
  switch (it.is) {
    case 'and':
    case 'or':
      return it.of.reduce((sum, each) => sum + looksIn(each, of), 0)
    case 'not':
      return looksIn(it.of, of)
    case 'element':
      return 1
    default:
      return of.isElsewhere(it.asked) ? 1 : 0
  }
}

type Element = Extract<Question, { is: 'element' }>

function ofOneElement({ asked, of: inside }: Element, of: Attributes, bind: Bind): string {
  const list = of.list(asked)
  const within: Attributes = {
    column: (part) => list.column(part, part.at.slice(asked.at.length)),
    list: unanswerable,
    isFoundBy: () => false,
    isElsewhere: () => false,
    holders: () => undefined,
  }
  return `exists (select from ${list.from} and ${conditionOf(inside, within, bind)})`
}

/** Longer ones are in no index. */
const VALUE_LIMIT = 512

/** Of these, one must be among the values of the list; null where any could answer. */
function valuesIn(it: Question): string[] | null {
  if (it.is === 'and') return it.of.map(valuesIn).find((each) => each !== null) ?? null
  if (it.is === 'or') {
    const each = it.of.map(valuesIn)
    return each.every((one) => one !== null) ? each.flat() : null
  }
  const isOfValue = it.is === 'compare' && it.by === 'eq' && it.asked.at.at(-1) === 'value'
  const value = isOfValue ? String(it.value) : ''
  return isOfValue && value.length <= VALUE_LIMIT ? [value.toLowerCase()] : null
}

type Compared = Extract<Question, { is: 'compare' }>

function comparison(column: Column, it: Compared, bind: Bind): string {
  switch (column.is) {
    case 'text':
      return ofText(column, it, bind)
    case 'id':
      return ofId(column.sql, it, bind)
    case 'moment':
      return tests[it.by](column.sql, bind(it.value, 'timestamptz'))
    case 'number':
      return tests[it.by](column.sql, bind(it.value, 'numeric'))
    case 'truth':
      return tests[it.by](column.sql, bind(it.value, 'boolean'))
    default:
      return unanswerable(it.asked)
  }
}

function ofText(column: TextColumn, { asked, by, value }: Compared, bind: Bind): string {
  const text = String(value)
  if (asked.caseExact) return textTests[by](column.sql, bind(text, 'text'))
  if (column.key) return textTests[by](column.key.sql, bind(column.key.of(text), 'text'))
  const fold = column.fold ?? folded
  return textTests[by](fold(column.sql), fold(bind(text, 'text')))
}

/** Any text can be asked for, and what is no uuid is the id of nobody. */
function ofId(sql: string, it: Compared, bind: Bind): string {
  const { by, value } = it
  if (by !== 'eq' && by !== 'ne') return textTests[by](`cast(${sql} as text)`, bind(value, 'text'))
  if (isId(String(value))) return tests[by](sql, bind(value, 'uuid'))
  return String(by === 'ne')
}

type Test = (value: string, wanted: string) => string

/**
 * What an index finds few by, who have to be among those who answer; null where everybody could. It says nothing of
 * other tables. Made only when it is used: a value that is bound and not asked for is none that Postgres would take.
 */
export function narrowing(it: Question, of: Attributes): ((bind: Bind) => string) | null {
  switch (it.is) {
    case 'and':
      return it.of.map((each) => narrowing(each, of)).find((each) => each !== null) ?? null
    case 'or': {
      const each = it.of.map((one) => narrowing(one, of))
      return each.every((one) => one !== null)
        ? (bind) => `(${each.map((one) => one(bind)).join(' or ')})`
        : null
    }
    case 'element': {
      const holders = of.holders(it.asked)
      const values = holders ? valuesIn(it.of) : null
      return holders && values ? (bind) => holders(unseen(bind(values, 'text[]'), 'text[]')) : null
    }
    case 'compare':
      return it.by === 'eq' && of.isFoundBy(it.asked)
        ? (bind) => comparison(of.column(it.asked), it, bind)
        : null
    default:
      return null
  }
}

/**
 * A value that Postgres does not look at before it plans: whatever it is, the plan costs the same, so that it is made
 * once and kept. Looked at, one plan more for each question seems cheaper than it is.
 */
const unseen = (value: string, type: Type): string => `cast((select ${value}) as ${type})`

const none: Test = () => {
  throw new Error('Only texts have parts')
}

const tests: Record<Comparison, Test> = {
  eq: (value, wanted) => `${value} = ${wanted}`,
  ne: (value, wanted) => `${value} is distinct from ${wanted}`,
  co: none,
  sw: none,
  ew: none,
  gt: (value, wanted) => `${value} > ${wanted}`,
  ge: (value, wanted) => `${value} >= ${wanted}`,
  lt: (value, wanted) => `${value} < ${wanted}`,
  le: (value, wanted) => `${value} <= ${wanted}`,
}

/** By what they are written with, not by the custom of a country. */
const bytes =
  (test: Test): Test =>
  (value, wanted) =>
    test(`(${value}) collate "C"`, `(${wanted}) collate "C"`)

/** No patterns, so that nothing in a text stands for something else. */
const textTests: Record<Comparison, Test> = {
  ...tests,
  co: (value, wanted) => `strpos(${value}, ${wanted}) > 0`,
  sw: (value, wanted) => `starts_with(${value}, ${wanted})`,
  ew: (value, wanted) => `right(${value}, length(${wanted})) = ${wanted}`,
  gt: bytes(tests.gt),
  ge: bytes(tests.ge),
  lt: bytes(tests.lt),
  le: bytes(tests.le),
}
