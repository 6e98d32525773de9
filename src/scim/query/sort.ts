import { ScimError } from '../errors.ts'
import { findAttribute, leafOf, subAttribute, type Target } from '../schema/find-attribute.ts'
import type { ResourceType } from '../schema/resource-type.ts'

/** Of a list the preferred element counts, or else the first: RFC 7644 §3.4.2.3. */
export interface Sort {
  target: Target
  isDescending: boolean
}

export function readSort(type: ResourceType, by: unknown, order: unknown): Sort | null {
  if (by === undefined || by === null || by === '') return null
  const found = typeof by === 'string' ? findAttribute(type, by) : null
  if (!found || leafOf(found).returned === 'never')
    throw new ScimError('invalidPath', `sortBy names ${JSON.stringify(by)}, which can not be sorted by.`)
  return { target: simpleOne(found), isDescending: isDescending(order) }
}

function simpleOne(found: Target): Target {
  const leaf = leafOf(found)
  if (leaf.type !== 'complex') return found
  const value = subAttribute(leaf, 'value')
  if (!value) throw new ScimError('invalidPath', `sortBy must name a part of ${found.path}.`)
  return { path: `${found.path}.value`, steps: [...found.steps, value] }
}

function isDescending(order: unknown): boolean {
  const written = typeof order === 'string' ? order.toLowerCase() : order
  if (written === undefined || written === null || written === 'ascending') return false
  if (written === 'descending') return true
  throw new ScimError('invalidValue', 'sortOrder must be ascending or descending.')
}
