import { randomUUID } from 'node:crypto'

/** Ours alone: an id from outside could join two requests in a log. Its randomness is taken in stock, a lot at a time. */
export const newRequestId = (): string => randomUUID().replaceAll('-', '').slice(16)
