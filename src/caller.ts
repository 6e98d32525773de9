import { isIP } from 'node:net'

/** As a proxy or a socket spells it: without port, zone or IPv6 dress; what is no address then is none. */
export function ipFrom(text: string | undefined): string | null {
  const bare = (text ?? '')
    .replace(/^\[(.*)\](:\d+)?$/, '$1')
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
    .replace(/%.*$/, '')
    .replace(/^::ffff:(?=\d+\.)/, '')
  return isIP(bare) ? bare : null
}
