import type { Context, Operation, Quirk } from './connector.ts'
import {
  attributeAt,
  type Bag,
  extensionAt,
  isBag,
  memberAt,
  placeAt,
  type Read,
  type Schema,
  type Shape,
  schemaAt,
} from './shape.ts'

/**
 * The members of an object, each replaced by what `read` makes of it; `undefined` drops it. The same object when
 * nothing changed. Members are defined, not assigned: a member called `__proto__` stays a member.
 */
export function mapMembers(bag: Bag, read: (value: unknown, key: string) => unknown): Bag {
  let changed: Map<string, unknown> | undefined
  // Without a list of the names: every quirk looks at every member of every object.
  for (const key in bag) {
    const value = read(bag[key], key)
    if (value === bag[key]) continue
    changed ??= new Map()
    changed.set(key, value)
  }
  const changes = changed
  if (!changes) return bag
  const members = Object.entries(bag).map(([key, value]) => [
    key,
    changes.has(key) ? changes.get(key) : value,
  ])
  return Object.fromEntries(members.filter(([, value]) => value !== undefined))
}

/** Likewise for a list. */
export function mapElements(list: readonly unknown[], read: (value: unknown) => unknown): readonly unknown[] {
  let copy: unknown[] | undefined
  for (let at = 0; at < list.length; at++) {
    const value = list[at]
    const now = read(value)
    if (now !== value) copy ??= list.slice(0, at)
    if (copy && now !== undefined) copy.push(now)
  }
  return copy ?? list
}

export function readMembers(bag: Bag, shape: Shape, read: Read): Bag {
  return mapMembers(bag, (value, key) => {
    const attribute = attributeAt(shape, key)
    if (attribute) return read(value, attribute, 'whole')
    const extension = extensionAt(shape, key)
    return extension ? readExtension(value, shape, extension, read) : value
  })
}

function readExtension(value: unknown, shape: Shape, schema: Schema, read: Read): unknown {
  if (!isBag(value)) return value
  return mapMembers(value, (member, name) => {
    const attribute = memberAt(shape, schema, name)
    return attribute ? read(member, attribute, 'whole') : member
  })
}

function readAt(path: string, value: unknown, shape: Shape, read: Read): unknown {
  if (!path) return isBag(value) ? readMembers(value, shape, read) : value
  const schema = schemaAt(shape, path)
  if (schema) return readExtension(value, shape, schema, read)
  const place = placeAt(shape, path)
  return place ? read(value, place.attribute, place.part) : value
}

/** Empty where there is none: some send null, some "". */
export const pathOf = (operation: Operation): string =>
  typeof operation.path === 'string' ? operation.path : ''

/** A quirk of values reads bodies, and whatever an `add` or `replace` brings. */
export const onValues = (read: Read): Required<Pick<Quirk, 'readValue' | 'readOperation'>> => ({
  readValue: read,
  readOperation: (operation: Operation, { shape }: Context) =>
    operation.op === 'remove' || !Object.hasOwn(operation, 'value')
      ? operation
      : mapMembers(operation, (value, key) =>
          key === 'value' ? readAt(pathOf(operation), value, shape, read) : value,
        ),
})
