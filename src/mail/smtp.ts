import { setTimeout as pause } from 'node:timers/promises'
import type { Deliver, Delivery } from '../domain/message.ts'
import { type Composed, compose, recipientOf } from './compose.ts'
import type { MailRoom } from './mail-room.ts'
import { replyFor } from './reply.ts'
import { readSender } from './sender.ts'
import { faultInWords, isForDomain, isForEver, type SmtpFault } from './smtp-fault.ts'
import { tryLogin } from './smtp-login.ts'
import { connectionTo, patience, type SmtpOptions } from './smtp-settings.ts'
import { readSmtpUrl } from './smtp-url.ts'

export function openSmtp(options: SmtpOptions): MailRoom {
  const place = readSmtpUrl(options.url)
  const sender = readSender(options.from)
  const reply = replyFor(place.login)
  const timeouts = { ...patience, ...options.timeouts }
  const connection = connectionTo(place, timeouts, options.ca)
  let isClosed = false
  /** With the first letter: nobody waits for it at start. */
  const open = async () => {
    if (isClosed) throw new Error('Connection pool was closed')
    const { createTransport } = await import('nodemailer')
    return createTransport({
      ...connection,
      pool: true,
      maxConnections: 5,
      // One more go where a kept connection turns out to be dead; every other retry belongs to the outbox.
      maxRequeues: 1,
      // With a login given, a server that asks for none is the wrong server: never send as nobody.
      ...(place.login ? { auth: place.login, forceAuth: true } : {}),
      disableFileAccess: true,
      disableUrlAccess: true,
    })
  }
  let pool: ReturnType<typeof open> | undefined
  const underway = new Set<Promise<Delivery>>()

  const deliver: Deliver = async (letter, envelope) => {
    const recipient = recipientOf(envelope.to)
    if (!recipient) return { result: 'failed', reply: 'Not sent: this is not one e-mail address.' }
    const delivery = send(compose(letter, envelope, recipient, sender), recipient)
    underway.add(delivery)
    return delivery.finally(() => underway.delete(delivery))
  }

  async function send(mail: Composed, recipient: string): Promise<Delivery> {
    try {
      pool ??= open()
      const sent = await (await pool).sendMail({ ...mail, signal: AbortSignal.timeout(timeouts.letterMs) })
      const isToThemAlone = sent.accepted.length === 1 && sent.accepted[0] === recipient
      if (isToThemAlone) return { result: 'sent', reply: reply(sent.response) }
      return { result: 'failed', reply: 'The mail server took it for somebody else. See the mail log.' }
    } catch (error) {
      const fault = error as SmtpFault
      const words = reply(faultInWords(fault, place))
      if (isForEver(fault)) return { result: 'failed', reply: words }
      return { result: 'deferred', reply: words, ...(isForDomain(fault) ? { isForDomain: true } : {}) }
    }
  }

  return {
    deliver,
    async check() {
      try {
        return { ok: true, reply: reply(await tryLogin(connection, place.login, timeouts.letterMs)) }
      } catch (error) {
        return { ok: false, reply: reply(faultInWords(error as SmtpFault, place)) }
      }
    },
    async close() {
      isClosed = true
      const opened = await pool?.catch(() => null)
      opened?.close()
      await Promise.race([Promise.allSettled(underway), pause(timeouts.closeMs, null, { ref: false })])
      opened?.close({ force: true })
    },
  }
}
