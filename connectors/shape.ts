/** As in RFC 7643 §7, so that what /Schemas serves can be handed over as it is. */
export interface Attribute {
  name: string
  type: string
  multiValued: boolean
  subAttributes?: readonly Attribute[]
}
export interface Schema {
  id: string
  attributes: readonly Attribute[]
}
/** What quirks know of a resource type: plain data. Keep one object for a type; what is looked up is kept beside it. */
export interface Shape extends Schema {
  extensions: readonly Schema[]
}
export interface Shapes {
  user: Shape
  group: Shape
}

interface Index {
  paths: Map<string, Attribute>
  schemas: Map<string, Schema>
  /** Of each schema, as they are called inside its object. */
  members: Map<Schema, Map<string, Attribute>>
}
const indexes = new WeakMap<Shape, Index>()

/** Nearly everybody writes names as the RFC does. */
const anyCase = <T>(known: ReadonlyMap<string, T>, name: string): T | undefined =>
  known.get(name) ?? known.get(name.toLowerCase())

const text = (name: string): Attribute => ({ name, type: 'string', multiValued: false })
/** Common attributes belong to no schema (RFC 7643 §3.1). */
const common = [text('id'), text('externalId')]

function indexed(shape: Shape): Index {
  const known = indexes.get(shape)
  if (known) return known
  const index: Index = { paths: new Map(), schemas: new Map(), members: new Map() }
  for (const it of [...common, ...shape.attributes]) add(index.paths, '', it)
  for (const schema of [shape, ...shape.extensions]) {
    const members = new Map<string, Attribute>()
    for (const it of schema.attributes) {
      add(index.paths, `${schema.id}:`, it)
      add(members, '', it)
    }
    index.members.set(schema, members)
    for (const it of [schema.id.toLowerCase(), schema.id]) index.schemas.set(it, schema)
  }
  indexes.set(shape, index)
  return index
}

function add(paths: Map<string, Attribute>, prefix: string, attribute: Attribute): void {
  const path = prefix + attribute.name
  for (const it of [path.toLowerCase(), path]) paths.set(it, attribute)
  for (const sub of attribute.subAttributes ?? []) add(paths, `${path}.`, sub)
}

/** `emails`, `name.givenName`, `urn:…:User:manager.value`; in any case, without filters. */
export const attributeAt = (shape: Shape, path: string): Attribute | undefined =>
  anyCase(indexed(shape).paths, path)

/** By its URN; the core schema as well as extensions. */
export const schemaAt = (shape: Shape, urn: string): Schema | undefined =>
  anyCase(indexed(shape).schemas, urn)

export const isExtension = (shape: Shape, urn: string): boolean => extensionAt(shape, urn) !== undefined

/** By its URN, the core schema apart. Most names that are asked for are no URN. */
export function extensionAt(shape: Shape, urn: string): Schema | undefined {
  const schema = urn.includes(':') ? schemaAt(shape, urn) : undefined
  return schema === shape ? undefined : schema
}

/** `costCenter` or `manager.value`, inside the object of its schema. */
export function memberAt(shape: Shape, schema: Schema, name: string): Attribute | undefined {
  const members = indexed(shape).members.get(schema)
  return members && anyCase(members, name)
}

/** `part` is one element of a list: the path went through a filter. */
export interface Place {
  attribute: Attribute
  part: 'whole' | 'element'
}

/** What a value of this attribute should be. Never goes deeper than the attribute does. */
export type Read = (value: unknown, attribute: Attribute, part: Place['part']) => unknown

/** What a PATCH path leads to, through its filter if there is one. */
export function placeAt(shape: Shape, path: string): Place | undefined {
  const open = path.indexOf('[')
  if (open < 0) return placed(attributeAt(shape, path), 'whole')
  const close = path.lastIndexOf(']')
  if (close < open) return undefined
  const after = path.slice(close + 1)
  return placed(attributeAt(shape, path.slice(0, open) + after), after ? 'whole' : 'element')
}

const placed = (attribute: Attribute | undefined, part: Place['part']): Place | undefined =>
  attribute && { attribute, part }

const parts = new WeakMap<Attribute, Map<string, Attribute>>()

export function subAttribute(attribute: Attribute, name: string): Attribute | undefined {
  if (!attribute.subAttributes) return undefined
  const known = parts.get(attribute) ?? new Map<string, Attribute>()
  if (known.size === 0) for (const it of attribute.subAttributes) add(known, '', it)
  parts.set(attribute, known)
  return anyCase(known, name)
}

export const isComplex = (attribute: Attribute): boolean => attribute.type === 'complex'

export const hasValue = (attribute: Attribute): boolean => subAttribute(attribute, 'value') !== undefined

/** An object of JSON, whatever is in it. */
export type Bag = Readonly<Record<string, unknown>>

export const isBag = (value: unknown): value is Bag =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
