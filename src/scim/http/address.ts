import { DOOR, VERSION } from '../needs.ts'

/** A request line as it came: where it leads in this door, and what was asked along with it. */
export interface Address {
  /** Below the version; null for what speaks no version that is spoken here. */
  path: string | null
  query: string
}

/** Null: it is for another door. Our own names are taken in any case. */
export function addressIn(url: string): Address | null {
  const local = url.startsWith('/') ? url : url.replace(ORIGIN, '')
  const [path, query] = halves(local)
  const inside = below(path, DOOR)
  return inside === null ? null : { path: plain(below(inside, VERSION)), query }
}

/** A proxy may be asked for the whole address (RFC 9112 §3.2.2), and hand it on. */
const ORIGIN = /^https?:\/\/[^/?#]*/i

function halves(url: string): [path: string, query: string] {
  const end = url.indexOf('#')
  const whole = end < 0 ? url : url.slice(0, end)
  const mark = whole.indexOf('?')
  return mark < 0 ? [whole, ''] : [whole.slice(0, mark), whole.slice(mark + 1)]
}

function below(path: string, name: string): string | null {
  const isThere = path.slice(0, name.length).toLowerCase() === name
  const rest = path.slice(name.length)
  return isThere && (rest === '' || rest.startsWith('/')) ? rest : null
}

/** A base address that was pasted with a slash at its end makes two of them. */
const plain = (path: string | null): string | null => (path === null ? null : `/${path.replace(/^\/+/, '')}`)
