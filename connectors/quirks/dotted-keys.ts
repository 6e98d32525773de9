import type { Operation, Quirk } from '../connector.ts'
import { pathOf } from '../rewrite.ts'
import { isBag, isExtension, placeAt, type Shape } from '../shape.ts'

/** `name.givenName`, `urn:…:User:employeeNumber`, `emails[type eq "work"].value`; not an extension's own URN. */
const isPath = (key: string, shape: Shape): boolean =>
  /[.:[]/.test(key) && !isExtension(shape, key) && placeAt(shape, key) !== undefined

/**
 * Entra with `?aadOptscim062020` names attributes by their path within one value. Taken literally, a user would own a
 * member called "name.givenName". test/connectors/entra/replace-dotted-keys.json
 */
export const dottedKeys: Quirk = {
  name: 'dottedKeys',
  why: 'Attributes were named by their path inside a value; each became an operation of its own.',
  source:
    'https://learn.microsoft.com/en-us/entra/identity/app-provisioning/application-provisioning-config-problem-scim-compatibility',
  sentBy: ['entra'],
  readOperation(operation, { shape }) {
    const { value, op } = operation
    if (pathOf(operation) || !isBag(value) || op === 'remove') return operation
    const members = Object.entries(value)
    const dotted = members.filter(([key]) => isPath(key, shape))
    if (!dotted.length) return operation
    const plain = members.filter(([key]) => !isPath(key, shape))
    const rest: Operation[] = plain.length ? [{ ...operation, value: Object.fromEntries(plain) }] : []
    return [...rest, ...dotted.map(([path, it]) => ({ op, path, value: it }))]
  },
}
