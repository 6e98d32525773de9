import type { Quirk } from '../connector.ts'
import { mapMembers, onValues } from '../rewrite.ts'
import { hasValue, isBag, type Read } from '../shape.ts'

/** `managerId` for `manager`: the attribute's name, then Id. */
const read: Read = (value, attribute) => {
  if (attribute.multiValued || !isBag(value) || Object.hasOwn(value, 'value') || !hasValue(attribute))
    return value
  const name = `${attribute.name}Id`
  if (!Object.hasOwn(value, name)) return value
  const rest = mapMembers(value, (it, key) => (key === name ? undefined : it))
  return { ...rest, value: value[name] }
}

/** OneLogin's template kept SCIM 1.1's name for the manager's id. test/connectors/onelogin/create-user.json */
export const managerId: Quirk = {
  name: 'managerId',
  why: 'The manager was named by "managerId", as in SCIM 1.1.',
  source:
    'https://doc.keepnetlabs.com/next-generation-product/platform/company/company-settings/scim-settings/onelogin-scim-integration',
  sentBy: ['onelogin'],
  ...onValues(read),
}
