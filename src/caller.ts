import { randomUUID } from 'node:crypto'
import { isIP } from 'node:net'

/** Ours alone: an id from outside could join two requests in a log. Its randomness is taken in stock, a lot at a time. */
export const newRequestId = (): string => randomUUID().replaceAll('-', '').slice(16)

/** As a proxy or a socket spells it: without port, zone or IPv6 dress; what is no address then is none. */
export function ipFrom(text: string | undefined): string | null {
  const bare = (text ?? '')
    .replace(/^\[(.*)\](:\d+)?$/, '$1')
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
    .replace(/%.*$/, '')
    .replace(/^::ffff:(?=\d+\.)/, '')
  return isIP(bare) ? bare : null
}
