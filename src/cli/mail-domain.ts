import type { Finding } from './finding.ts'

/** As node's dns/promises has it: a test gives names of its own. */
export interface Dns {
  resolveTxt(name: string): Promise<string[][]>
}

/** Where the large mail services keep their keys: without being told a selector nobody can list them. */
const usualSelectors = [
  'default',
  'google',
  'selector1',
  'selector2',
  's1',
  's2',
  'k1',
  'k2',
  'mail',
  'dkim',
  'smtp',
]

/** Whether other mail servers are told that letters from this domain may come from ours. */
export function checkMailDomain(domain: string, dns: Dns, selector?: string): Promise<Finding[]> {
  return Promise.all([spf(domain, dns), dkim(domain, dns, selector), dmarc(domain, dns)])
}

async function spf(domain: string, dns: Dns): Promise<Finding> {
  const found = await recordsAt(domain, dns)
  if (!found) return unknown('SPF', domain)
  const [record, ...more] = found.filter((it) => /^v=spf1(\s|$)/i.test(it))
  const at = { name: 'SPF', ok: false }
  if (!record)
    return { ...at, says: `${domain} has none: add the TXT record that your mail service names (v=spf1 …)` }
  if (more.length > 0)
    return {
      ...at,
      says: `${domain} has ${more.length + 1} records, which counts as none: join them into one`,
    }
  if (/\s\+?all(\s|$)/i.test(record))
    return { ...at, says: `${domain} lets everybody send (${record}): end it with ~all or -all` }
  return { ...at, ok: true, says: `${domain}: ${record}. See that it names the mail server of SMTP_URL` }
}

async function dkim(domain: string, dns: Dns, selector?: string): Promise<Finding> {
  const selectors = selector ? [selector] : usualSelectors
  const all = await Promise.all(selectors.map((it) => recordsAt(`${it}._domainkey.${domain}`, dns)))
  const at = selectors.findIndex((_, i) => all[i]?.some((it) => /(^|;)\s*p=[^;\s]/i.test(it)))
  if (at >= 0) return { name: 'DKIM', ok: true, says: `${selectors[at]}._domainkey.${domain} has a key` }
  if (all.some((it) => it === null)) return unknown('DKIM', domain)
  if (selector)
    return {
      name: 'DKIM',
      ok: false,
      says: `${selector}._domainkey.${domain} has no key: add the record that your mail service names`,
    }
  const says = `none of the usual selectors of ${domain} has a key: give yours with --dkim SELECTOR, or switch signing on at your mail service`
  return { name: 'DKIM', ok: true, says }
}

async function dmarc(domain: string, dns: Dns): Promise<Finding> {
  // A subdomain goes by its parent's where it has none.
  const parents = domain.split('.').map((_, at, labels) => labels.slice(at).join('.'))
  for (const name of parents.slice(0, -1)) {
    const found = await recordsAt(`_dmarc.${name}`, dns)
    if (!found) return unknown('DMARC', name)
    const record = found.find((it) => /^v=DMARC1\s*(;|$)/i.test(it))
    if (record) return { name: 'DMARC', ok: true, says: `_dmarc.${name}: ${record}` }
  }
  const says = `${domain} has none: add a TXT record at _dmarc.${domain}, such as "v=DMARC1; p=none"; large mailboxes ask for one`
  return { name: 'DMARC', ok: false, says }
}

/** Null where nobody answers; a name that is not there has no records. */
async function recordsAt(name: string, dns: Dns): Promise<string[] | null> {
  try {
    return (await dns.resolveTxt(name)).map((parts) => parts.join(''))
  } catch (fault) {
    return ['ENOTFOUND', 'ENODATA'].includes((fault as NodeJS.ErrnoException).code ?? '') ? [] : null
  }
}

/** Nothing is known to be wrong. */
const unknown = (name: string, domain: string): Finding => ({
  name,
  ok: true,
  says: `the name server does not answer for ${domain}: look it up from a machine that may ask`,
})
