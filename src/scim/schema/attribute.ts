/** RFC 7643 §2.2 and §7: what is known of an attribute. Everything that reads, changes or shows one asks this. */
export interface Attribute {
  readonly name: string
  readonly type: AttributeType
  readonly description: string
  readonly multiValued: boolean
  readonly required: boolean
  readonly caseExact: boolean
  readonly mutability: 'readOnly' | 'readWrite' | 'immutable' | 'writeOnly'
  readonly returned: 'always' | 'never' | 'default' | 'request'
  readonly uniqueness: 'none' | 'server' | 'global'
  /** Hints for people, not a list to choose from: Entra writes types of its own. */
  readonly canonicalValues?: readonly string[]
  readonly referenceTypes?: readonly string[]
  /** Those of a complex attribute; none otherwise. */
  readonly subAttributes: readonly Attribute[]
  /** Known, so that it can be sent, and taken no further: not in /Schemas, because it does nothing. */
  readonly isIgnored?: boolean
}

export type AttributeType =
  | 'string'
  | 'boolean'
  | 'decimal'
  | 'integer'
  | 'dateTime'
  | 'reference'
  | 'binary'
  | 'complex'

type Traits = Partial<Omit<Attribute, 'name' | 'description' | 'type' | 'subAttributes'>>

const usual = {
  multiValued: false,
  required: false,
  caseExact: false,
  mutability: 'readWrite',
  returned: 'default',
  uniqueness: 'none',
} as const

const made =
  (type: AttributeType, traits: Traits = {}) =>
  (name: string, description: string, own: Traits = {}): Attribute => ({
    ...usual,
    ...traits,
    name,
    type,
    description,
    ...own,
    subAttributes: [],
  })

export const text = made('string')
export const yesOrNo = made('boolean')
export const moment = made('dateTime')
/** RFC 7643 §2.3.7: a reference is always case exact. */
export const reference = made('reference', { caseExact: true })
export const binary = made('binary', { caseExact: true })

export const complex = (
  name: string,
  description: string,
  subAttributes: readonly Attribute[],
  own: Traits = {},
): Attribute => ({ ...usual, name, type: 'complex', description, ...own, subAttributes })

/** RFC 7643 §2.4: a list whose elements have a value, a kind, and perhaps a preferred one. */
export const several = (
  name: string,
  description: string,
  value: Attribute,
  types: readonly string[] = [],
  ...others: Attribute[]
): Attribute => {
  const kind = text('type', 'What this one is for.', types.length > 0 ? { canonicalValues: types } : {})
  return complex(name, description, [value, ...others, kind, primary], { multiValued: true })
}

const primary = yesOrNo('primary', 'True for the preferred one; at most one of the list is.')
export const display = text('display', 'A name to show; ours to say.', { mutability: 'readOnly' })
