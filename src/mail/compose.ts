import type { SendMailOptions } from 'nodemailer'
import { readAddress } from '../domain/email-address.ts'
import type { Envelope, Letter } from '../domain/message.ts'
import type { Rendered } from './letter-layout.ts'
import { render } from './letters.ts'
import { nameOfSender, type Sender } from './sender.ts'

/**
 * The one person this goes to, or null. nodemailer would read "a@x,b@evil" as two people and
 * "victim\r\nBcc: evil" as the attacker alone; nothing that is not exactly one address gets that far.
 */
export function recipientOf(to: string): string | null {
  const read = readAddress(to)
  if ('fault' in read) return null
  const at = read.typed.lastIndexOf('@')
  // domainToASCII reads like a browser: it cuts at / ? # and drops line breaks. What it would mend is refused.
  return /^[\p{L}\p{M}\p{N}.。-]+$/u.test(read.typed.slice(at + 1))
    ? `${read.typed.slice(0, at)}@${read.domain}`
    : null
}

/** A letter ready for the press: what nodemailer takes, with the words in plain sight. */
export type Composed = SendMailOptions & Rendered

/** One letter as nodemailer wants it. Addresses are objects throughout: no string is parsed for them again. */
export function compose(letter: Letter, envelope: Envelope, recipient: string, sender: Sender): Composed {
  if (!/^<[^<>\s@]+@[^<>\s@]+>$/.test(envelope.messageId)) {
    throw new Error(`Not a Message-ID: ${envelope.messageId}`)
  }
  const { subject, html, text } = render(letter)
  return {
    envelope: { from: { name: '', address: sender.address }, to: [{ name: '', address: recipient }] },
    from: { name: nameOfSender(sender, letter.organizationName), address: sender.address },
    to: { name: '', address: recipient },
    subject,
    text,
    html,
    messageId: envelope.messageId,
    date: letter.now,
    // So that no holiday reply comes back to a letter that nobody will read the answer to.
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}
