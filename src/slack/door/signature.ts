import { createHmac, timingSafeEqual } from 'node:crypto'

/** Slack's own rule, and a tighter one ahead of us: nobody's clock is a minute fast for an honest reason. */
const OLDEST_SECONDS = 5 * 60
const AHEAD_SECONDS = 60

export interface Signed {
  /** x-slack-request-timestamp and x-slack-signature, as they came. */
  timestamp: string | undefined
  signature: string | undefined
  body: Buffer
}

/** Whether Slack has signed exactly these bytes, a moment ago. */
export function isSigned({ timestamp, signature, body }: Signed, secret: string, now: Date): boolean {
  if (!timestamp || !signature || !/^\d{9,11}$/.test(timestamp)) return false
  const age = now.getTime() / 1000 - Number(timestamp)
  if (age > OLDEST_SECONDS || age < -AHEAD_SECONDS) return false
  const expected = Buffer.from(signatureOf(secret, timestamp, body))
  const given = Buffer.from(signature)
  return given.length === expected.length && timingSafeEqual(given, expected)
}

export const signatureOf = (secret: string, timestamp: string, body: Buffer): string =>
  `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex')}`
