import type { JsonObject } from '../../domain/json.ts'
import { errorBody, type ScimError } from '../errors.ts'

/** How one operation of a Bulk request went. */
export interface BulkAnswer {
  index: number
  method: string
  bulkId: string | null
  /** Null where nothing was made: RFC 7644 §3.7.3 has it left out of a failed POST. */
  location: string | null
  version: string | null
  status: number
  error: ScimError | null
}

const RESPONSE = 'urn:ietf:params:scim:api:messages:2.0:BulkResponse'

/** In the order of the request, whatever order they were done in. */
export const bulkResponse = (answers: BulkAnswer[]): JsonObject => ({
  schemas: [RESPONSE],
  Operations: [...answers].sort((one, other) => one.index - other.index).map(answered),
})

const answered = (it: BulkAnswer): JsonObject => ({
  method: it.method,
  ...(it.bulkId ? { bulkId: it.bulkId } : {}),
  ...(it.location ? { location: it.location } : {}),
  ...(it.version ? { version: it.version } : {}),
  status: String(it.status),
  ...(it.error ? { response: errorBody(it.error) } : {}),
})
