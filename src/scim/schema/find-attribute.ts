import type { Attribute } from './attribute.ts'
import { type ResourceType, resourceTypes } from './resource-type.ts'

/** An attribute as it was found: the way to it from the root, and its one written form. */
export interface Target {
  /** userName, name.givenName, urn:…:enterprise:2.0:User:manager.value */
  readonly path: string
  /** From the root to the attribute; the last is the attribute itself. */
  readonly steps: readonly Attribute[]
}

export const leafOf = (it: Target): Attribute => it.steps.at(-1) as Attribute

/** A map, so that `constructor` and `__proto__` are names like any other: unknown. */
type Names = ReadonlyMap<string, Target>

const children = new WeakMap<Attribute, ReadonlyMap<string, Attribute>>()

/** One of a complex attribute's own, by name in any case. */
export function subAttribute(of: Attribute, name: string): Attribute | undefined {
  let known = children.get(of)
  if (!known) {
    known = new Map(
      of.subAttributes.flatMap((it) => [
        [it.name.toLowerCase(), it],
        [it.name, it],
      ]),
    )
    children.set(of, known)
  }
  // Nearly everybody writes names as the RFC does.
  return known.get(name) ?? known.get(name.toLowerCase())
}

/** Every way to write every attribute, once: a look-up costs the same however deep the name. */
const namesOf = new Map(resourceTypes.map((it) => [it, everyName(it)]))

/** By name, dotted path or full URN with a colon, in any case; null for what is not in the schema. */
export const findAttribute = (type: ResourceType, written: string): Target | null =>
  namesOf.get(type)?.get(written.toLowerCase()) ?? null

function everyName(type: ResourceType): Names {
  const names = new Map<string, Target>()
  const extensions = new Set<string>(type.extensions.map((it) => it.id))
  for (const attribute of type.root.subAttributes) {
    const isExtension = extensions.has(attribute.name)
    add(names, { path: attribute.name, steps: [attribute] }, isExtension ? ':' : '.')
    if (!isExtension) add(names, { path: attribute.name, steps: [attribute] }, '.', `${type.schema.id}:`)
  }
  return names
}

function add(names: Map<string, Target>, target: Target, joint: ':' | '.', prefix = ''): void {
  names.set(`${prefix}${target.path}`.toLowerCase(), target)
  for (const sub of leafOf(target).subAttributes)
    add(names, { path: `${target.path}${joint}${sub.name}`, steps: [...target.steps, sub] }, '.', prefix)
}
