import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
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

/** Whether what stands at this address, so many proxies before us, says truly where a request came from. */
export type Trusts = (ip: string, hop: number) => boolean

/** The nearest address that is no trusted proxy's, as `req.ip` of express. */
export function callerOf({ socket, headers }: IncomingMessage, trusts: Trusts): string | undefined {
  const nearest = socket.remoteAddress
  const forwarded = headers['x-forwarded-for']
  if (forwarded === undefined || nearest === undefined) return nearest
  const all = [
    nearest,
    ...String(forwarded)
      .split(',')
      .map((it) => it.trim())
      .reverse(),
  ]
  return all.find((ip, hop) => !trusts(ip, hop)) ?? all.at(-1)
}
