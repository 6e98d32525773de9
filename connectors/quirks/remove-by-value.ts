import type { Quirk } from '../connector.ts'
import { pathOf } from '../rewrite.ts'
import { isBag, placeAt } from '../shape.ts'

/** Each becomes an operation, and operations are counted. A longer list stays one, which the core reads as a list. */
const few = 50

const idOf = (it: unknown): unknown => (isBag(it) && Object.hasOwn(it, 'value') ? it.value : it)

/**
 * `remove members` with the members as value, which RFC 7644 §3.5.2.2 gives no meaning: read literally it would empty
 * the group. No values remove nothing. test/connectors/entra/remove-member.json
 */
export const removeByValue: Quirk = {
  name: 'removeByValue',
  why: 'What to remove was sent as a value instead of in the path; only that was removed.',
  source: 'https://github.com/MicrosoftDocs/azure-docs/issues/30826',
  sentBy: ['entra', 'jumpcloud', 'authentik'],
  when: (flags) => flags.removeMembersWithValue === 'lenient',
  readOperation(operation, { shape }) {
    const { op, value } = operation
    const path = pathOf(operation)
    if (op !== 'remove' || value === undefined || value === null) return operation
    const place = placeAt(shape, path)
    if (place?.part !== 'whole' || !place.attribute.multiValued) return operation
    const ids = (Array.isArray(value) ? value : [value]).map(idOf)
    if (ids.length > few || !ids.every((it) => typeof it === 'string')) return operation
    return [...new Set(ids)].map((it) => ({ op, path: `${path}[value eq ${JSON.stringify(it)}]` }))
  },
}
