import { isObject, type Json, type JsonObject } from '../../src/domain/json.ts'
import type { Condition } from '../../src/scim/filter/condition.ts'
import { matches } from '../../src/scim/filter/matches.ts'
import type { Target } from '../../src/scim/schema/find-attribute.ts'

/** Whether somebody, as they are shown, answers to a filter: what a database has to agree with. */
export function answersTo(it: Condition, resource: JsonObject): boolean {
  if (it.is === 'and') return it.of.every((each) => answersTo(each, resource))
  if (it.is === 'or') return it.of.some((each) => answersTo(each, resource))
  if (it.is === 'not') return !answersTo(it.of, resource)
  if (it.is === 'element') {
    const list = valueAt(it.target, resource)
    const name = it.target.steps.at(-1)?.name ?? ''
    return Array.isArray(list) && list.some((one) => matches(it.of, isObject(one) ? one : { [name]: one }))
  }
  if (it.is === 'present') return saysAnything(valueAt(it.target, resource))
  const above = valueAt({ ...it.target, steps: it.target.steps.slice(0, -1) }, resource)
  return matches(it, isObject(above) ? above : {})
}

/** RFC 7644 §3.4.2.2: not empty, and where it has parts, one of them is not. */
function saysAnything(it: Json | undefined): boolean {
  if (it === undefined || it === null || it === '') return false
  if (typeof it !== 'object') return true
  return Object.values(it).some(saysAnything)
}

export function valueAt({ steps }: Target, resource: JsonObject): Json | undefined {
  let value: Json | undefined = resource
  for (const step of steps) value = isObject(value) ? value[step.name] : undefined
  return value
}

/** What a list is ordered by: of a list in a resource the preferred element, or else the first. */
export function sortedBy({ steps }: Target, resource: JsonObject): Json | undefined {
  let value: Json | undefined = resource
  for (const step of steps) {
    value = isObject(value) ? value[step.name] : undefined
    if (Array.isArray(value)) value = value.find((it) => isObject(it) && it.primary === true) ?? value[0]
  }
  return value
}
