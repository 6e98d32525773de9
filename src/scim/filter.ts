import { type Filter as Parsed, parse } from 'scim2-parse-filter'
import { ScimError } from './errors.ts'
import type { Comparison, Condition } from './filter/condition.ts'
import { comparisons, orders, substrings } from './filter/condition.ts'
import { refuse, type Scanned, scan } from './filter/scan.ts'
import { momentIn } from './read/simple-value.ts'
import type { Attribute } from './schema/attribute.ts'
import { findAttribute, leafOf, subAttribute, type Target } from './schema/find-attribute.ts'
import type { ResourceType } from './schema/resource-type.ts'

/** Where a filter stands: what its names mean, and what was taken out of it before it was parsed. */
interface Scope extends Scanned {
  find(written: string): Target | null
  /** Between the brackets of a value path, where everything is asked of one element already. */
  isElement: boolean
}

/** `filter` of a search: RFC 7644 §3.4.2.2. Refuses whatever it could not answer truthfully. */
export const readFilter = (type: ResourceType, filter: string): Condition => {
  const scanned = scan(filter)
  const find = (name: string) => findAttribute(type, name)
  return walk(parsed(scanned.text), { ...scanned, find, isElement: false })
}

/** What stands in the brackets of a value path: its names are those of the element. */
export const readElementFilter = (list: Target, filter: string): Condition => {
  const scanned = scan(filter)
  return walk(parsed(scanned.text), within(list, scanned))
}

const within = (list: Target, scanned: Scanned): Scope => ({
  ...scanned,
  find: (name) => {
    const sub = subAttribute(leafOf(list), name)
    return sub ? { path: `${list.path}.${sub.name}`, steps: [...list.steps, sub] } : null
  },
  isElement: true,
})

const noFilter = () =>
  refuse('it is not of the form RFC 7644 §3.4.2.2 gives it, such as userName eq "ada@example.com"')

function parsed(text: string): Parsed {
  try {
    return parse(text)
  } catch {
    return noFilter()
  }
}

function walk(it: Parsed, scope: Scope): Condition {
  // The parser takes `a not (b)` for a list of conditions joined by "not".
  if (it.op === 'not') return it.filter ? { is: 'not', of: walk(it.filter, scope) } : noFilter()
  if ('filters' in it) {
    const bound = boundTogether(it.filters)
    if (bound) return elementWith(bound.brackets, bound.beside, scope)
    return { is: it.op, of: it.filters.map((each) => walk(each, scope)) }
  }
  if (it.op === '[]') return elementWith(it, null, scope)
  return question(it, found(it.attrPath, scope), scope)
}

type Brackets = Extract<Parsed, { op: '[]' }>
type Question = Exclude<Parsed, { op: '[]' | 'and' | 'or' | 'not' }>

/**
 * `emails[type eq "work"].value eq "x"` comes out of the parser as two conditions that two elements could answer
 * between them. The dot it writes between two placeholders is the mark of it: nothing else makes one.
 */
function boundTogether([brackets, beside]: Parsed[]): { brackets: Brackets; beside: Question } | null {
  if (brackets?.op !== '[]' || !beside || !('attrPath' in beside) || !beside.attrPath.includes('.'))
    return null
  return beside.op === '[]' ? refuse('brackets can not follow brackets') : { brackets, beside }
}

function elementWith(brackets: Brackets, beside: Question | null, scope: Scope): Condition {
  const target = found(brackets.attrPath, scope)
  const list = leafOf(target)
  if (!list.multiValued || list.type !== 'complex')
    refuse(`${target.path} is not a list of parts, so nothing can be chosen from it with brackets`)
  const inside = within(target, scope)
  const chosen = walk(brackets.valFilter, inside)
  if (!beside) return { is: 'element', target, of: chosen }
  const asked = question(beside, found(beside.attrPath.split('.')[1] ?? '', inside), inside)
  return { is: 'element', target, of: { is: 'and', of: [chosen, asked] } }
}

function found(placeholder: string, scope: Scope): Target {
  // A value or an operator can stand where a name should: the parser does not mind.
  const written = /^p\d+$/.test(placeholder) ? scope.names[Number(placeholder.slice(1))] : undefined
  if (written === undefined) return noFilter()
  const target = scope.find(written)
  if (!target) throw new ScimError('invalidFilter', `There is no attribute ${written} to filter by.`)
  if (leafOf(target).returned === 'never')
    throw new ScimError('invalidFilter', `${target.path} can not be filtered by.`)
  return target
}

function question(it: Question, target: Target, scope: Scope): Condition {
  const wrap = (of: Condition) => (scope.isElement ? of : ofOneElement(target, of))
  if (it.op === 'pr') return wrap({ is: 'present', target })
  const value = scope.values[Number(it.compValue)]
  if (value === undefined) return noFilter()
  if (value === null) return absence(it.op, wrap({ is: 'present', target }))
  const asked = withDefault(target)
  mustBeAnswerable(leafOf(asked), it.op, value, asked.path)
  const { type, caseExact } = leafOf(asked)
  const meant = type === 'dateTime' ? (momentIn(String(value)) ?? value) : value
  return wrap({ is: 'compare', target: asked, by: it.op, value: meant, caseExact })
}

/** `members eq "x"` asks for members.value: RFC 7643 §2.4 has the value stand for its element. */
function withDefault(target: Target): Target {
  const leaf = leafOf(target)
  if (leaf.type !== 'complex') return target
  const value = subAttribute(leaf, 'value')
  if (value) return { path: `${target.path}.value`, steps: [...target.steps, value] }
  return refuse(`${target.path} has parts: say which of them, such as ${leaf.subAttributes[0]?.name}`)
}

/** null is how JSON says that there is nothing. */
function absence(by: Comparison, present: Condition): Condition {
  if (by === 'ne') return present
  return by === 'eq' ? { is: 'not', of: present } : refuse(`nothing is ${by} null`)
}

/** What is asked of a list from outside is asked of some element of it. */
function ofOneElement(target: Target, of: Condition): Condition {
  const index = target.steps.findIndex((it) => it.multiValued)
  const isList = index === target.steps.length - 1
  if (index < 0 || (isList && of.is === 'present')) return of
  const path = isList ? target.path : target.path.slice(0, target.path.lastIndexOf('.'))
  return { is: 'element', target: { path, steps: target.steps.slice(0, index + 1) }, of }
}

type Value = string | number | boolean

function mustBeAnswerable(attribute: Attribute, by: Comparison, value: Value, path: string): void {
  const cannot = (why: string) => {
    throw new ScimError('invalidFilter', `${path} ${by} ${JSON.stringify(value)} has no answer: ${why}.`)
  }
  if (!comparisons.includes(by)) cannot('there is no such operator')
  if (typeof value !== typeOf(attribute)) cannot(`it is ${attribute.type}, so compare it with one`)
  const isOrdered = among(orders, by)
  const isSubstring = among(substrings, by)
  if (attribute.type === 'dateTime' && !momentIn(String(value))) cannot('that is no moment with a zone')
  if (attribute.type === 'boolean' && (isOrdered || isSubstring))
    cannot('true and false can only be eq or ne')
  if (attribute.type === 'binary' && isOrdered) cannot('binary has no order')
  if (isSubstring && typeOf(attribute) !== 'string') cannot('it is no text')
  if (isSubstring && attribute.type === 'dateTime') cannot('a moment has no parts')
}

const among = (list: readonly Comparison[], by: Comparison): boolean => list.includes(by)

function typeOf(attribute: Attribute): 'string' | 'number' | 'boolean' {
  if (attribute.type === 'boolean') return 'boolean'
  return attribute.type === 'integer' || attribute.type === 'decimal' ? 'number' : 'string'
}
