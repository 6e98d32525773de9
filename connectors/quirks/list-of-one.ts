import type { Quirk } from '../connector.ts'
import { onValues } from '../rewrite.ts'
import { type Attribute, hasValue, isBag, isComplex, type Read } from '../shape.ts'

const isPlain = (it: unknown) => typeof it === 'string' || typeof it === 'number' || typeof it === 'boolean'

/** The manager stays an object; a name is taken out of `{ "$ref": null, "value": "…" }` too. */
function alone(only: unknown, attribute: Attribute): unknown {
  if (hasValue(attribute)) return isBag(only) || typeof only === 'string' ? only : undefined
  if (isComplex(attribute)) return isBag(only) ? only : undefined
  const plain = isBag(only) && Object.hasOwn(only, 'value') ? only.value : only
  return isPlain(plain) ? plain : undefined
}

const read: Read = (value, attribute) =>
  Array.isArray(value) && value.length === 1 && !attribute.multiValued
    ? (alone(value[0], attribute) ?? value)
    : value

/** What Microsoft's own library sends and expects for a name. test/connectors/entra/replace-by-list.json */
export const listOfOne: Quirk = {
  name: 'listOfOne',
  why: 'A single value came inside a list.',
  source: 'https://github.com/MicrosoftDocs/azure-docs/issues/42220',
  sentBy: ['entra'],
  ...onValues(read),
}
