import { domainToASCII, domainToUnicode } from 'node:url'
import { type AddressFault, Refusal } from './refusal.ts'

export interface EmailAddress {
  /** As the person typed it, normalised to NFKC: what letters are addressed to. */
  typed: string
  /** Lower-case with an ASCII domain: what makes two spellings one person. */
  canonical: string
  domain: string
  /** Set when the domain could be mistaken for another one: how it truly reads. */
  lookAlike: string | null
}

const LOCAL_LIMIT = 64
const WHOLE_LIMIT = 254
/** RFC 5322 atext in ASCII, dots between atoms; no quoted strings, so no comma, quote or bracket ever. */
const localPart = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i
/** What a person may type for a domain. Anything else never reaches the parser, which reads like a browser: it would
 * cut at a slash, drop a newline, and decode %2e. */
const hostCharacters = /^[\p{L}\p{M}\p{N}.\u3002-]+$/u
/** Written as it stands in the DNS: nearly all of them. */
const plainHost = /^(?!.*xn--)[a-z0-9.-]+$/
const hostName = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/

/** One address, or the fault in it. NFKC first: a full-width "＠" is an at sign. */
export function readAddress(text: string): EmailAddress | { fault: AddressFault } {
  const typed = text.normalize('NFKC').trim()
  if (typed === '') return { fault: 'empty' }
  const at = typed.indexOf('@')
  if (at < 0) return { fault: 'no-at-sign' }
  if (typed.indexOf('@', at + 1) >= 0) return { fault: 'several-at-signs' }

  const local = typed.slice(0, at)
  if (!localPart.test(local)) return { fault: local.length > LOCAL_LIMIT ? 'too-long' : 'local-part' }
  const host = typed.slice(at + 1)
  if (host.length > 255) return { fault: 'too-long' }
  const domain = plainHost.test(host) ? host : hostCharacters.test(host) ? domainToASCII(host) : ''
  if (!domain) return { fault: 'domain' }
  if (!domain.includes('.')) return { fault: 'domain-without-dot' }
  if (!hostName.test(domain) || isUndecodable(domain)) return { fault: 'domain' }

  const canonical = `${local.toLowerCase()}@${domain}`
  if (local.length > LOCAL_LIMIT || canonical.length > WHOLE_LIMIT) return { fault: 'too-long' }
  return { typed: `${local}@${host}`, canonical, domain, lookAlike: isLookAlike(domain) ? domain : null }
}

export function addressFrom(text: string): EmailAddress {
  const read = readAddress(text)
  if ('fault' in read) throw new Refusal('address-unreadable', { typed: text, fault: read.fault })
  return read
}

/** ann+work@x.test and ann@x.test are two people who may well be one: worth a question, never a merge. */
export function withoutTag(canonical: string): string {
  const [local = '', domain = ''] = canonical.split('@')
  return `${local.split('+')[0]}@${domain}`
}

const scripts = [
  'Latin',
  'Cyrillic',
  'Greek',
  'Armenian',
  'Hebrew',
  'Cherokee',
  'Georgian',
  'Coptic',
] as const
const scriptTests = scripts.map((name) => [name, new RegExp(`\\p{Script=${name}}`, 'u')] as const)
/** Letters of other scripts drawn like Latin ones: a label of nothing else reads as a Latin word. */
const drawnLikeLatin = /^[аесԁһіјӏорԛѕԝхуѵԚԜꙇοαενικρτυωϲϳѡվսոօցһզ0-9-]+$/u

/** An xn-- label that stands for nothing: Node 20 refuses it by itself, Node 24 lets it pass. */
const isUndecodable = (domain: string): boolean =>
  domain.includes('xn--') && domainToUnicode(domain).includes('xn--')

function isLookAlike(domain: string): boolean {
  if (!domain.includes('xn--')) return false
  return domainToUnicode(domain).split('.').some(isDeceptive)
}

function isDeceptive(label: string): boolean {
  const found = scriptTests.filter(([, test]) => test.test(label)).map(([name]) => name)
  if (found.length > 1) return true
  return found.length === 1 && found[0] !== 'Latin' && drawnLikeLatin.test(label)
}
