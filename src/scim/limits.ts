import { cursorSeconds } from '../domain/page-cursor.ts'

/** What one request may ask for. Advertised where the protocol has a place for it, refused beyond. */
export const limits = {
  /** Of a JSON body, in nested objects and lists. */
  depth: 16,
  /** Of a JSON body, in values of any kind: a group of 100,000 written whole still fits. */
  values: 500_000,
  /** Of a list in a resource; members have their own. */
  elements: 500,
  members: 100_000,
  /** Of a string in a resource, in UTF-16 units; of a certificate or a picture written into one. */
  text: 4_096,
  binary: 65_536,
  filterLength: 4_096,
  filterDepth: 32,
  filterNodes: 200,
  operations: 2_000,
  bulkOperations: 1_000,
  bulkPayload: 10 * 1024 * 1024,
  page: 1_000,
  defaultPage: 100,
  /** Of one comma-separated list of attributes. */
  projection: 200,
  cursorSeconds,
} as const
