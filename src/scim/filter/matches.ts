import type { Json, JsonObject } from '../../domain/json.ts'
import { leafOf } from '../schema/find-attribute.ts'
import type { Comparison, Condition } from './condition.ts'

/** Does this element of a list answer to it? Only a PATCH asks so: a search is answered by the database. */
export function matches(condition: Condition, element: JsonObject): boolean {
  if (condition.is === 'and') return condition.of.every((it) => matches(it, element))
  if (condition.is === 'or') return condition.of.some((it) => matches(it, element))
  if (condition.is === 'not') return !matches(condition.of, element)
  if (condition.is === 'element') return false
  const value = element[leafOf(condition.target).name]
  if (condition.is === 'present') return value !== undefined && value !== null && value !== ''
  return answers(value, condition.by, condition.value, condition.caseExact)
}

type Simple = string | number | boolean

/** What is not there differs from every value, and is neither before nor after one. */
function answers(value: Json | undefined, by: Comparison, wanted: Simple, caseExact: boolean): boolean {
  if (value === undefined || value === null || typeof value === 'object') return by === 'ne'
  return tests[by](folded(value, caseExact), folded(wanted, caseExact))
}

const folded = (it: Simple, caseExact: boolean): Simple =>
  typeof it === 'string' && !caseExact ? it.toLowerCase() : it

const tests: Record<Comparison, (value: Simple, wanted: Simple) => boolean> = {
  eq: (value, wanted) => value === wanted,
  ne: (value, wanted) => value !== wanted,
  co: (value, wanted) => String(value).includes(String(wanted)),
  sw: (value, wanted) => String(value).startsWith(String(wanted)),
  ew: (value, wanted) => String(value).endsWith(String(wanted)),
  gt: (value, wanted) => value > wanted,
  ge: (value, wanted) => value >= wanted,
  lt: (value, wanted) => value < wanted,
  le: (value, wanted) => value <= wanted,
}
