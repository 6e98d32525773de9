import type { JsonObject } from '../../domain/json.ts'

const LIST = 'urn:ietf:params:scim:api:messages:2.0:ListResponse'

/** RFC 7644 §3.4.2: integers, and an empty list where nothing is found. */
export const listByIndex = (
  resources: JsonObject[],
  totalResults: number,
  startIndex: number,
): JsonObject => ({
  schemas: [LIST],
  totalResults,
  startIndex,
  itemsPerPage: resources.length,
  Resources: resources,
})

/** RFC 9865 §2.2: that there is no nextCursor is how the end is told. The total may be left out. */
export const listByCursor = (
  resources: JsonObject[],
  cursors: { totalResults: number | null; next: string | null; previous: string | null },
): JsonObject => ({
  schemas: [LIST],
  ...(cursors.totalResults === null ? {} : { totalResults: cursors.totalResults }),
  itemsPerPage: resources.length,
  ...(cursors.next === null ? {} : { nextCursor: cursors.next }),
  ...(cursors.previous === null ? {} : { previousCursor: cursors.previous }),
  Resources: resources,
})
