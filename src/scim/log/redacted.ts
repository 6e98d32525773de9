import { isObject } from '../../domain/json.ts'
import { withoutTokens } from '../../domain/link.ts'

/** What is kept of one text of an exchange. */
export const KEPT = 8_192
/** A longer one is not taken apart to find the secret in it: it is left out. */
const CAREFUL = 65_536
const REMOVED = '[removed]'

const secretName = /passw|secret|token|credential/i
/** A name may be written with escapes, so they are a reason to look closer too. */
const suspicious = /passw|secret|token|credential|\\u/i
const tokenLike = /(?:inv|rst|eml|slk|scim|scs)_/i

/** A body as the log may keep it: without passwords and tokens, cut where it is long. */
export function redactedBody(text: string | null): string | null {
  if (text === null || text === '') return null
  // A name that makes a value a secret stands near it.
  const looked = text.length > CAREFUL ? text.slice(0, 2 * KEPT) : text
  return withoutSecrets(cut(suspicious.test(looked) ? withoutPasswords(text) : text))
}

/** An address with its query: what was asked for is worth seeing, unless it is a secret. */
export const redactedPath = (url: string): string =>
  cut(
    withoutSecrets(
      url.replace(/((?:passw|secret|token|credential)[^=&?#]*?)(=|%20|\+|\s)[^&#]*/gi, `$1$2${REMOVED}`),
    ),
    2_000,
  )

const withoutSecrets = (text: string): string =>
  tokenLike.test(text) ? withoutTokens(text).replace(/scs_[\w-]{8,}/gi, '[redacted]') : text

function withoutPasswords(text: string): string {
  if (text.length > CAREFUL) return `[left out: ${text.length} characters that may hold a password]`
  try {
    return JSON.stringify(JSON.parse(text, removing))
  } catch {
    return `[left out: ${text.length} characters that are no JSON and may hold a password]`
  }
}

/** Also of a PATCH that names the password in its path. */
function removing(name: string, value: unknown): unknown {
  if (secretName.test(name)) return REMOVED
  if (!isObject(value) || typeof value.path !== 'string' || !secretName.test(value.path)) return value
  return 'value' in value ? { ...value, value: REMOVED } : value
}

const cut = (text: string, most = KEPT): string => (text.length > most ? `${text.slice(0, most)}…` : text)
