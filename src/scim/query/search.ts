import type { JsonObject } from '../../domain/json.ts'
import { ScimError } from '../errors.ts'
import type { Condition } from '../filter/condition.ts'
import { readFilter } from '../filter.ts'
import { readBody } from '../read/body.ts'
import type { ResourceType } from '../schema/resource-type.ts'
import { type Page, readPage } from './page.ts'
import { type Projection, readProjection } from './projection.ts'
import { readSort, type Sort } from './sort.ts'

/** Everything a list can be asked for. */
export interface Search {
  filter: Condition | null
  page: Page
  sort: Sort | null
  projection: Projection
}

const SEARCH = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest'

/** The query of a GET, or the body of a .search: they say the same. */
export function readSearch(type: ResourceType, asked: Record<string, unknown>): Search {
  const { filter, sortBy, sortOrder, attributes, excludedAttributes } = asked
  return {
    filter: filterIn(type, filter),
    page: readPage(asked),
    sort: readSort(type, sortBy, sortOrder),
    projection: readProjection(type, attributes, excludedAttributes),
  }
}

function filterIn(type: ResourceType, filter: unknown): Condition | null {
  if (filter === undefined || filter === null || filter === '') return null
  if (typeof filter !== 'string')
    throw new ScimError('invalidFilter', 'filter must be given once, as a text.')
  return readFilter(type, filter)
}

/** The body of a .search, which may be at the root and so about either type: RFC 7644 §3.4.3. */
export const readSearchBody = (body: unknown): JsonObject => readBody(body, SEARCH)
