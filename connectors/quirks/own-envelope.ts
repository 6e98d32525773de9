import type { Quirk } from '../connector.ts'
import { mapMembers, pathOf } from '../rewrite.ts'
import { isBag } from '../shape.ts'

/**
 * Okta renames a pushed group, and authentik edits one, by replacing the whole of it with `id`, `schemas`, `meta`
 * inside. Another's `id` stays, and is refused as a change of what can not change. test/connectors/okta/rename-group.json
 */
export const ownEnvelope: Quirk = {
  name: 'ownEnvelope',
  why: 'The change repeated the id and schemas of the very resource it was sent to.',
  source: 'https://github.com/elimity-com/scim/issues/114',
  sentBy: ['okta', 'authentik'],
  readOperation(operation, { resourceId }) {
    if (pathOf(operation) || !isBag(operation.value)) return operation
    const value = mapMembers(operation.value, (it, key) => {
      if (key === 'schemas' || key === 'meta') return undefined
      return key === 'id' && resourceId !== null && it === resourceId ? undefined : it
    })
    return value === operation.value ? operation : { ...operation, value }
  },
}
