import { withoutTokens } from '../domain/link.ts'
import { oneLine, shortened } from './inert.ts'
import type { SmtpPlace } from './smtp-url.ts'

const LIMIT = 300

/** A server's words as we keep them: one line, no link, no login, however the server quoted us. */
export function replyFor(login: SmtpPlace['login']): (words: string) => string {
  const secrets = secretsOf(login)
  return (words) => {
    // "550-5.7.1 one line\n550 5.7.1 and another": the code once is enough. Redact before cutting:
    // half a token would not be recognised as one.
    const line = oneLine(words.replace(/\n\d{3}[ -]/g, ' '))
    const clean = secrets.reduce((text, secret) => text.replaceAll(secret, '[redacted]'), withoutTokens(line))
    return shortened(clean, LIMIT)
  }
}

/** The password in every form in which it goes over the wire or stands in the address. */
function secretsOf(login: SmtpPlace['login']): string[] {
  if (!login?.pass) return []
  const { user, pass } = login
  const base64 = (text: string) => Buffer.from(text).toString('base64')
  return [base64(`\0${user}\0${pass}`), base64(pass), encodeURIComponent(pass), pass]
}
