import type { Quirk } from '../connector.ts'
import { mapElements, mapMembers, onValues } from '../rewrite.ts'
import { type Bag, hasValue, isBag, isComplex, type Read } from '../shape.ts'

const emptied = (value: unknown): unknown => (value === '' ? null : value)
const hasEmptyValue = (bag: Bag) => Object.hasOwn(bag, 'value') && bag.value === ''

/** An e-mail address without an address is no e-mail address: the element goes, the manager is nobody. */
const read: Read = (value, attribute, part) => {
  if (value === '') return null
  if (Array.isArray(value) && attribute.multiValued)
    return mapElements(value, (it) => {
      if (it === '' || (isBag(it) && hasEmptyValue(it))) return undefined
      return isBag(it) ? mapMembers(it, emptied) : it
    })
  if (!isBag(value) || !isComplex(attribute)) return value
  const isSingle = part === 'whole' && !attribute.multiValued
  if (isSingle && hasEmptyValue(value) && hasValue(attribute)) return null
  return mapMembers(value, emptied)
}

/**
 * Entra clears with "", because it can not send null; templates of others send "" for what a person does not have.
 * RFC 7643 §2.5: null is unassigned. test/connectors/entra/clear-manager.json
 */
export const emptyText: Quirk = {
  name: 'emptyText',
  why: 'An empty text was sent where a value should be cleared.',
  source:
    'https://github.com/AzureAD/SCIMReferenceCode/blob/master/Microsoft.SCIM.LogicAppValidationTemplate/SCIM-Validation-Test-Overview.md',
  sentBy: ['entra', 'onelogin'],
  when: (flags) => flags.emptyStringClears,
  ...onValues(read),
}
