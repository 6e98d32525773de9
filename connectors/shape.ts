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
}
const indexes = new WeakMap<Shape, Index>()

const text = (name: string): Attribute => ({ name, type: 'string', multiValued: false })
/** Common attributes belong to no schema (RFC 7643 §3.1). */
const common = [text('id'), text('externalId')]

function indexed(shape: Shape): Index {
  const known = indexes.get(shape)
  if (known) return known
  const index: Index = { paths: new Map(), schemas: new Map() }
  const add = (prefix: string, attribute: Attribute) => {
    index.paths.set((prefix + attribute.name).toLowerCase(), attribute)
    for (const sub of attribute.subAttributes ?? []) add(`${prefix}${attribute.name}.`, sub)
  }
  for (const it of [...common, ...shape.attributes]) add('', it)
  for (const schema of [shape, ...shape.extensions]) {
    index.schemas.set(schema.id.toLowerCase(), schema)
    for (const it of schema.attributes) add(`${schema.id}:`, it)
  }
  indexes.set(shape, index)
  return index
}

/** `emails`, `name.givenName`, `urn:…:User:manager.value`; in any case, without filters. */
export const attributeAt = (shape: Shape, path: string): Attribute | undefined =>
  indexed(shape).paths.get(path.toLowerCase())

/** By its URN; the core schema as well as extensions. */
export const schemaAt = (shape: Shape, urn: string): Schema | undefined =>
  indexed(shape).schemas.get(urn.toLowerCase())

export const isExtension = (shape: Shape, urn: string): boolean => {
  const schema = schemaAt(shape, urn)
  return schema !== undefined && schema !== shape
}

/** `part` is one element of a list: the path went through a filter. */
export interface Place {
  attribute: Attribute
  part: 'whole' | 'element'
}

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

export const subAttribute = (attribute: Attribute, name: string): Attribute | undefined => {
  const wanted = name.toLowerCase()
  return attribute.subAttributes?.find((it) => it.name.toLowerCase() === wanted)
}

export const isComplex = (attribute: Attribute): boolean => attribute.type === 'complex'

export const hasValue = (attribute: Attribute): boolean => subAttribute(attribute, 'value') !== undefined

/** An object of JSON, whatever is in it. */
export type Bag = Readonly<Record<string, unknown>>

export const isBag = (value: unknown): value is Bag =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
