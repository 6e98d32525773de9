import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Exchange } from './exchange.ts'

/**
 * One request while it is in this door. Nothing of express: what it puts around a request costs as much as to look
 * somebody up.
 */
export interface Visit {
  readonly req: IncomingMessage
  readonly res: ServerResponse
  readonly exchange: Exchange
  /** Below the address providers are given: /Users/42. */
  readonly path: string
  /** What came after the question mark. */
  readonly query: string
  /** The resource in the path as it came; '' where none is. */
  readonly id: string
}

/** A percent sign that means nothing is a fault, but none that anybody hears of before it is known who they are. */
export const idIn = (visit: Visit): string => decodeURIComponent(visit.id)
