import type { Quirk } from '../connector.ts'
import { mapMembers } from '../rewrite.ts'

const ops = new Set(['add', 'replace', 'remove'])

/** Entra's `Add`, `Replace`, `Remove`. test/connectors/entra/deactivate.json */
export const operationCase: Quirk = {
  name: 'operationCase',
  why: 'The operation was written with a capital letter.',
  source:
    'https://learn.microsoft.com/en-us/entra/identity/app-provisioning/application-provisioning-config-problem-scim-compatibility',
  sentBy: ['entra', 'jumpcloud'],
  readOperation: (operation) =>
    mapMembers(operation, (value, key) => {
      if (key !== 'op' || typeof value !== 'string') return value
      const op = value.toLowerCase()
      return ops.has(op) ? op : value
    }),
}
