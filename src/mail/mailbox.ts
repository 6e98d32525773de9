import { createHash } from 'node:crypto'
import type { Deliver } from '../domain/message.ts'
import { compose, recipientOf } from './compose.ts'
import type { MailRoom } from './mail-room.ts'
import { find, idFor, idsIn, type KeptLetter, keep, look, prepare } from './mailbox-folder.ts'
import { readSender } from './sender.ts'

export type MailboxEntry = Pick<KeptLetter, 'id' | 'to' | 'subject' | 'at'>

/** What the playground reads letters from. */
export interface Mailbox {
  /** Newest first. */
  list(): Promise<MailboxEntry[]>
  read(id: string): Promise<KeptLetter | null>
}

/** Without SMTP_URL: the letters that would have gone out, byte for byte, in a folder. */
export function openMailbox({ folder, from }: { folder: string; from: string }): MailRoom & Mailbox {
  const sender = readSender(from)

  const deliver: Deliver = async (letter, envelope) => {
    const recipient = recipientOf(envelope.to)
    if (!recipient) return { result: 'failed', reply: 'Not sent: this is not one e-mail address.' }
    const mail = compose(letter, envelope, recipient, sender)
    const { createTransport } = await import('nodemailer')
    const press = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
    const printed = await press.sendMail(mail)
    const id = idFor(letter.now, createHash('sha256').update(envelope.messageId).digest('hex'))
    const { subject, html, text } = mail
    try {
      await keep(folder, {
        id,
        to: recipient,
        from: sender.address,
        subject,
        at: letter.now,
        html,
        text,
        source: String(printed.message),
      })
      return { result: 'sent', reply: `250 Kept in the mailbox as ${id}` }
    } catch (error) {
      return { result: 'deferred', reply: `The mailbox cannot be written to: ${codeOf(error)}` }
    }
  }

  return {
    deliver,
    async list() {
      const entries: MailboxEntry[] = []
      for (const id of await idsIn(folder)) {
        const letter = await look(folder, id)
        if (letter) entries.push({ id, to: letter.to, subject: letter.subject, at: letter.at })
      }
      return entries
    },
    read: (id) => find(folder, id),
    async check() {
      try {
        await prepare(folder)
        return { ok: true, reply: `No SMTP_URL is set: letters are kept in ${folder} and go nowhere.` }
      } catch (error) {
        return { ok: false, reply: `${folder} cannot be written to (${codeOf(error)}): check DATA_DIR.` }
      }
    },
    async close() {},
  }
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'unknown'
