/** SMTP_URL, read once. */
export interface SmtpPlace {
  host: string
  port: number
  /** implicit: from the first byte; required: STARTTLS before anything is said; off: readable on the way. */
  tls: 'implicit' | 'required' | 'off'
  login: { user: string; pass: string } | null
}

const how =
  'Write smtps://user:password@host or smtp://user:password@host:587. In user and password, write %40 for @, %2F for /, %23 for #, %3F for ? and %25 for %'

/**
 * Ours, not nodemailer's: its query can switch certificate checks off. No error repeats the address,
 * because the password is in it (node's own ERR_INVALID_URL carries the whole input along).
 */
export function readSmtpUrl(text: string): SmtpPlace {
  const url = URL.canParse(text) ? new URL(text) : null
  const host = url?.hostname.replace(/^\[(.*)\]$/, '$1')
  if (!url || !host || !/^smtps?:$/.test(url.protocol) || url.hash || !/^\/?$/.test(url.pathname)) {
    throw new Error(`SMTP_URL cannot be read. ${how}`)
  }
  const isImplicit = url.protocol === 'smtps:'
  const port = url.port ? Number(url.port) : isImplicit ? 465 : 587
  return { host, port, tls: isImplicit ? 'implicit' : starttls(url, host), login: login(url) }
}

/** What never leaves the machine may travel unencrypted; ?tls=on and ?tls=off say otherwise. */
function starttls(url: URL, host: string): 'required' | 'off' {
  const said = url.searchParams.get('tls') ?? (isLoopback(host) ? 'off' : 'on')
  const isKnown = [...url.searchParams.keys()].every((it) => it === 'tls')
  if (!isKnown || !['on', 'off'].includes(said)) {
    throw new Error('SMTP_URL can end in ?tls=on or ?tls=off, and in nothing else')
  }
  return said === 'on' ? 'required' : 'off'
}

const isLoopback = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|::1)$/i.test(host)

function login(url: URL): SmtpPlace['login'] {
  if (!url.username) return null
  try {
    return { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) }
  } catch {
    throw new Error(`SMTP_URL has a % in user or password that stands for nothing. ${how}`)
  }
}
