import type { SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection'
import type { SmtpPlace } from './smtp-url.ts'

export interface SmtpOptions {
  /** SMTP_URL: smtps://user:password@host, smtp://user:password@host:587, ?tls=off (README.md). */
  url: string
  /** MAIL_FROM. */
  from: string
  /** A certificate authority, PEM, to trust instead of the system's. */
  ca?: string
  timeouts?: Partial<Timeouts>
}

export interface Timeouts {
  connectMs: number
  greetingMs: number
  /** Of silence. */
  socketMs: number
  /** Of everything, waiting for a free connection included: silence never comes from a server that drips. */
  letterMs: number
  /** What letters on their way get when the room closes. */
  closeMs: number
}

export const patience: Timeouts = {
  connectMs: 10_000,
  greetingMs: 10_000,
  socketMs: 20_000,
  letterMs: 60_000,
  closeMs: 5_000,
}

/** How to reach the place; the same for letters and for the check. */
export const connectionTo = (place: SmtpPlace, patience: Timeouts, ca?: string): SMTPConnectionOptions => ({
  host: place.host,
  port: place.port,
  secure: place.tls === 'implicit',
  requireTLS: place.tls === 'required',
  ignoreTLS: place.tls === 'off',
  tls: { rejectUnauthorized: true, minVersion: 'TLSv1.2', ...(ca ? { ca } : {}) },
  connectionTimeout: patience.connectMs,
  dnsTimeout: patience.connectMs,
  greetingTimeout: patience.greetingMs,
  socketTimeout: patience.socketMs,
  socketCloseTimeout: 1_000,
})
