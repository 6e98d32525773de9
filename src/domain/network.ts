import { Refusal } from './refusal.ts'

/** An address, or the range of those that begin alike. */
interface Network {
  family: 4 | 6
  bits: bigint
  /** How many of the bits, from the left, are the same for all of them. */
  length: number
}

const width = { 4: 32, 6: 128 } as const
/** How IPv4 looks to a socket that takes both. */
const MAPPED = 0xffffn << 32n

/** Each as CIDR with nothing in front of its length, once, in the order they were typed. */
export const networksFrom = (typed: readonly string[]): string[] => [
  ...new Set(typed.map((it) => it.trim()).flatMap((it) => (it === '' ? [] : [inWords(networkFrom(it))]))),
]

/** From anywhere where nothing is named. */
export function isWithinNetworks(networks: readonly string[], ip: string | null): boolean {
  if (networks.length === 0) return true
  const address = ip === null ? null : addressIn(ip.replace(/%.*$/, ''))
  return address !== null && networks.some((it) => contains(networkFrom(it), address))
}

const contains = (network: Network, address: Network): boolean =>
  network.family === address.family &&
  prefix(network.bits, network.family, network.length) ===
    prefix(address.bits, network.family, network.length)

function networkFrom(typed: string): Network {
  const [text = '', length, ...rest] = typed.split('/')
  const address = addressIn(text)
  const isMapped = address?.family === 4 && text.includes(':')
  const least = isMapped ? 96 : 0
  const wide = address ? width[isMapped ? 6 : address.family] : 0
  const said = length === undefined ? wide : /^\d{1,3}$/.test(length) ? Number(length) : -1
  if (!address || rest.length > 0 || said < least || said > wide)
    throw new Refusal('network-unreadable', { typed })
  const kept = said - least
  return { ...address, length: kept, bits: prefix(address.bits, address.family, kept) }
}

function prefix(bits: bigint, family: 4 | 6, length: number): bigint {
  const rest = BigInt(width[family] - length)
  return (bits >> rest) << rest
}

function addressIn(text: string): Network | null {
  const four = fourIn(text)
  if (four !== null) return { family: 4, bits: four, length: 32 }
  const six = sixIn(text)
  if (six === null) return null
  return six >> 32n === MAPPED >> 32n
    ? { family: 4, bits: six & 0xffffffffn, length: 32 }
    : { family: 6, bits: six, length: 128 }
}

/** A zero in front would be octal to some who read it: nobody has to guess. */
function fourIn(text: string): bigint | null {
  const parts = text.split('.')
  if (parts.length !== 4 || !parts.every((it) => /^(0|[1-9]\d{0,2})$/.test(it) && Number(it) < 256))
    return null
  return parts.reduce((bits, it) => (bits << 8n) | BigInt(it), 0n)
}

function sixIn(text: string): bigint | null {
  const tail = fourIn(text.slice(text.lastIndexOf(':') + 1))
  const whole =
    tail === null
      ? text
      : `${text.slice(0, text.lastIndexOf(':') + 1)}${(tail >> 16n).toString(16)}:${(tail & 0xffffn).toString(16)}`
  const halves = whole.split('::')
  if (halves.length > 2) return null
  const [left = [], right = []] = halves.map((it) => (it === '' ? [] : it.split(':')))
  const groups = [...left, ...right]
  const missing = 8 - groups.length
  if (!groups.every((it) => /^[0-9a-f]{1,4}$/i.test(it))) return null
  if (halves.length === 1 ? missing !== 0 : missing < 1) return null
  return [...left, ...Array<string>(missing).fill('0'), ...right].reduce(
    (bits, it) => (bits << 16n) | BigInt(`0x${it}`),
    0n,
  )
}

/** As RFC 5952 writes it; an address alone says no length. */
function inWords({ family, bits, length }: Network): string {
  const address = family === 4 ? fourInWords(bits) : sixInWords(bits)
  return length === width[family] ? address : `${address}/${length}`
}

const fourInWords = (bits: bigint): string => [24n, 16n, 8n, 0n].map((at) => (bits >> at) & 0xffn).join('.')

function sixInWords(bits: bigint): string {
  const groups = Array.from({ length: 8 }, (_, at) =>
    ((bits >> BigInt(112 - 16 * at)) & 0xffffn).toString(16),
  )
  const zeros = [...groups.join(':').matchAll(/(?<![0-9a-f])0(:0(?![0-9a-f]))+/g)]
  const longest = zeros.sort((a, b) => b[0].length - a[0].length)[0]
  if (!longest) return groups.join(':')
  const text = groups.join(':')
  const before = text.slice(0, longest.index).replace(/:$/, '')
  const behind = text.slice(longest.index + longest[0].length).replace(/^:/, '')
  return `${before}::${behind}`
}
