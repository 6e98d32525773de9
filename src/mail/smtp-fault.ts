import type { NodemailerError } from 'nodemailer'
import type { SmtpPlace } from './smtp-url.ts'

/** What nodemailer throws, as far as we read it. */
export type SmtpFault = Pick<
  NodemailerError,
  'message' | 'code' | 'response' | 'responseCode' | 'command'
> & {
  /** What node called it, where nodemailer put its own code over it. */
  originalCode?: unknown
  timeoutType?: unknown
}

/** Only what was said to these is about the letter; a refused greeting, TLS or login is about us. */
const aboutTheLetter = new Set(['MAIL FROM', 'RCPT TO', 'DATA'])
/** 503: out of step; 530, 534, 535, 538: log in first, or better. Ours to mend, and the letter is still good. */
const aboutOurLogin = new Set([503, 530, 534, 535, 538])

/** Whether another try would hear the same. */
export const isForEver = ({ command = '', responseCode = 0 }: SmtpFault): boolean =>
  aboutTheLetter.has(command) && responseCode >= 500 && responseCode < 600 && !aboutOurLogin.has(responseCode)

/** Of somebody's mailbox or address, or a list on which each letter waits by itself. */
const aboutOneLetter = /^\d{3}[ -]4\.[1256]\.|gr[ae]y-?list/i
/** Where no more precise code was given; 421 and 451 need no words. */
const aboutHowMany = /too (many|much|fast|quick)|\brates?\b|limit|throttl|slow down|busy|overload/i

/** Whether any other letter to this domain would hear the same: too many, too fast, or nobody in at the moment. */
export function isForDomain({ command = '', responseCode = 0, response = '' }: SmtpFault): boolean {
  if (!aboutTheLetter.has(command)) return false
  if (responseCode === 421) return true
  if (![450, 451, 452, 454].includes(responseCode) || aboutOneLetter.test(response)) return false
  return responseCode === 451 || /^\d{3}[ -]4\.[347]\./.test(response) || aboutHowMany.test(response)
}

/** What is wrong and what to do, or the server's own words where they are about the letter. */
export function faultInWords(fault: SmtpFault, place: SmtpPlace): string {
  if (fault.response && aboutTheLetter.has(fault.command ?? '')) return fault.response
  const words = explain(fault, `${place.host}:${place.port}`)
  return fault.response ? `${words} The server said: ${fault.response}` : words
}

function explain({ code = '', originalCode, timeoutType, response, message }: SmtpFault, at: string): string {
  const cause = String(originalCode ?? '')
  if (code === 'EAUTH') return `${at} refused the login: check user and password in SMTP_URL.`
  if (/CERT|ALTNAME|ISSUER|SIGNATURE/.test(cause))
    return `The certificate of ${at} was refused (${cause}): use the name that is on it, or give its authority in NODE_EXTRA_CA_CERTS.`
  if (/^ERR_SSL|EPROTO/.test(cause) || timeoutType === 'GREETING_TIMEOUT')
    return `${at} was reached but did not greet us: smtps:// is for ports that start with TLS (465), smtp:// for those that do not (587, 25).`
  if (code === 'ETLS')
    return `${at} offers no encryption that we can trust, so nothing was sent: use smtps://, or ?tls=off inside a network of your own.`
  if (code === 'EDNS') return `There is no mail server called ${at}: check the name in SMTP_URL.`
  if (code === 'EABORT') return `${at} took too long over one letter, so we hung up.`
  if (code === 'ETIMEDOUT' && timeoutType === 'CONNECT_TIMEOUT')
    return `${at} does not answer: check host and port in SMTP_URL, and that the firewall lets us out.`
  if (code === 'ETIMEDOUT') return `${at} fell silent, so we hung up.`
  if (code === 'ECONNECTION' || /ECONNRESET|EPIPE/.test(cause)) return `${at} closed the connection.`
  if (response) return `${at} refused us.`
  if (cause) return `${at} cannot be reached (${cause}): check host and port in SMTP_URL.`
  return `${at}: ${message}`
}
