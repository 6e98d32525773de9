import type { Quirk } from '../connector.ts'
import { mapElements, onValues } from '../rewrite.ts'
import { type Attribute, hasValue, isBag, type Read } from '../shape.ts'

/** An empty text says that there is none, not that there is one without a value. */
const wrapped = (value: unknown, attribute: Attribute): unknown =>
  typeof value === 'string' && value && hasValue(attribute) ? { value } : value

const read: Read = (value, attribute, part) => {
  if (part === 'element') return wrapped(value, attribute)
  if (!attribute.multiValued) return wrapped(value, attribute)
  if (Array.isArray(value)) return mapElements(value, (it) => wrapped(it, attribute))
  return isBag(value) || (typeof value === 'string' && value) ? [wrapped(value, attribute)] : value
}

/**
 * The manager as a bare id; members as bare ids. `value` is what a complex attribute means when
 * nobody says which part (RFC 7643 §2.4). test/connectors/entra/manager.json
 */
export const bareValue: Quirk = {
  name: 'bareValue',
  why: 'A value came without the object or list that belongs around it.',
  source:
    'https://github.com/AzureAD/SCIMReferenceCode/blob/master/Microsoft.SCIM.LogicAppValidationTemplate/SCIM-Validation-Test-Overview.md',
  sentBy: ['entra'],
  ...onValues(read),
}
