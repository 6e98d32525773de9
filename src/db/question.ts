import type { Asked, Comparison, Question } from '../domain/question.ts'
import { Refusal } from '../domain/refusal.ts'
import { type Attributes, type Bind, type Column, folded, presence, type TextColumn } from './attribute.ts'
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
      return presence(of.column(it.asked, bind))
    case 'compare':
      return comparison(of.column(it.asked, bind), it, bind)
  }
}

/** To say "nobody" instead would make a provider create them once more. */
export const unanswerable = ({ at: [first = '', ...rest] }: Asked): never => {
  const joint = first.startsWith('urn:') ? ':' : '.'
  const attribute = rest.length > 0 ? `${first}${joint}${rest.join('.')}` : first
  throw new Refusal('question-unanswerable', { attribute })
}

type Element = Extract<Question, { is: 'element' }>

function ofOneElement({ asked, of: inside }: Element, of: Attributes, bind: Bind): string {
  const list = of.list(asked, bind)
  const within: Attributes = {
    column: (part) => list.column(part, part.at.slice(asked.at.length), bind),
    list: unanswerable,
    isFoundBy: () => false,
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
 * other tables.
 */
export function narrowing(it: Question, of: Attributes, bind: Bind): string | null {
  if (it.is === 'and')
    return it.of.map((each) => narrowing(each, of, bind)).find((each) => each !== null) ?? null
  if (it.is === 'or') {
    const each = it.of.map((one) => narrowing(one, of, bind))
    return each.every((one) => one !== null) ? `(${each.join(' or ')})` : null
  }
  if (it.is === 'element') {
    const { holders } = of.list(it.asked, bind)
    const values = holders ? valuesIn(it.of) : null
    return holders && values ? holders(bind(values, 'text[]')) : null
  }
  const isFound = it.is === 'compare' && it.by === 'eq' && of.isFoundBy(it.asked)
  return isFound ? comparison(of.column(it.asked, bind), it, bind) : null
}

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
