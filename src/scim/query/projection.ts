import { isObject, type Json, type JsonObject } from '../../domain/json.ts'
import { ScimError } from '../errors.ts'
import { limits } from '../limits.ts'
import type { Attribute } from '../schema/attribute.ts'
import { findAttribute, type Target } from '../schema/find-attribute.ts'
import type { ResourceType } from '../schema/resource-type.ts'

/** RFC 7644 §3.9: which attributes are wanted. `only` replaces what is usual; `without` takes from it. */
export interface Projection {
  readonly only: ReadonlySet<string> | null
  readonly without: ReadonlySet<string>
  /** Of the wanted, what stands above them: who wants name.givenName gets a name to find it in. */
  readonly holding: ReadonlySet<string>
}

export const everything: Projection = { only: null, without: new Set(), holding: new Set() }

/** From a query they come with commas, from a body as a list. What is in no schema asks for nothing. */
export function readProjection(type: ResourceType, attributes: unknown, excluded: unknown): Projection {
  const [only, without] = [listed(attributes, 'attributes'), listed(excluded, 'excludedAttributes')]
  if (only.length > 0 && without.length > 0)
    throw new ScimError('invalidValue', 'Ask with attributes or with excludedAttributes, not with both.')
  if (only.length === 0 && without.length === 0) return everything
  const wanted = targetsOf(type, only)
  return {
    only: only.length > 0 ? new Set(wanted.map(keyOf)) : null,
    without: new Set(targetsOf(type, without).map(keyOf)),
    holding: new Set(wanted.flatMap(above)),
  }
}

/** What stands in brackets chooses elements, and here attributes are chosen: `emails[type eq "work"]` wants the emails. */
const targetsOf = (type: ResourceType, names: string[]): Target[] =>
  names.flatMap((it) => findAttribute(type, it.replace(/\[[^\]]*\]/, '').trim()) ?? [])

function listed(asked: unknown, name: string): string[] {
  if (asked === undefined || asked === null || asked === '') return []
  const list = typeof asked === 'string' ? asked.split(',', limits.projection + 1) : asked
  const isFine = Array.isArray(list) && list.every((it) => typeof it === 'string')
  if (!isFine) throw new ScimError('invalidValue', `${name} must be names of attributes.`)
  if (list.length > limits.projection)
    throw new ScimError('invalidValue', `${name} may name ${limits.projection} attributes.`)
  return list
}

const joined = (names: string[]): string => names.join(' ')
const keyOf = (it: Target): string => joined(it.steps.map((step) => step.name))
const above = (it: Target): string[] =>
  it.steps.slice(0, -1).map((_, index) => joined(it.steps.slice(0, index + 1).map((step) => step.name)))

/** Whether this attribute has to be looked up at all: members and groups are dear. */
export const isWanted = (it: Projection, ...path: string[]): boolean => {
  if (it === everything) return true
  const key = joined(path)
  if (it.without.has(key)) return false
  return !it.only || it.only.has(key) || it.holding.has(key)
}

/** A resource as it was asked for; id and schemas are always there. */
export function project(type: ResourceType, resource: JsonObject, by: Projection): JsonObject {
  return by === everything ? resource : partsOf(type.root, resource, by, [], false)
}

function partsOf(
  of: Attribute,
  value: JsonObject,
  by: Projection,
  path: string[],
  isWhole: boolean,
): JsonObject {
  const kept: JsonObject = {}
  for (const part of of.subAttributes) {
    const it = value[part.name]
    const here = [...path, part.name]
    if (it === undefined || !isShown(part, by, here, isWhole)) continue
    const shown = inside(part, it, by, here, isWhole || (by.only?.has(joined(here)) ?? false))
    if (isFilled(shown)) kept[part.name] = shown
  }
  return kept
}

function isShown(part: Attribute, by: Projection, path: string[], isWhole: boolean): boolean {
  if (part.returned === 'always') return true
  const key = joined(path)
  if (by.without.has(key)) return false
  if (!by.only) return part.returned === 'default'
  return by.only.has(key) || by.holding.has(key) || (isWhole && part.returned === 'default')
}

function inside(part: Attribute, it: Json, by: Projection, path: string[], isWhole: boolean): Json {
  if (part.type !== 'complex') return it
  if (Array.isArray(it)) return it.map((one) => inside(part, one, by, path, isWhole)).filter(isFilled)
  return isObject(it) ? partsOf(part, it, by, path, isWhole) : it
}

const isFilled = (it: Json): boolean => !isObject(it) || Object.keys(it).length > 0
