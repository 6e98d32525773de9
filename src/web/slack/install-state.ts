import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { after, MINUTE } from '../../domain/time.ts'

/** Long enough to read what Slack asks, and to find an admin who may say yes. */
const STATE_SECONDS = 10 * MINUTE

/** What the browser keeps, and what goes round by Slack: neither is of use without the other. */
export interface Begun {
  cookie: string
  state: string
}

/** Signed, so that it needs no memory and every instance knows it for ours. */
export function beginInstall(key: Buffer, now: Date): Begun {
  const cookie = randomBytes(32).toString('base64url')
  const until = String(after(now, STATE_SECONDS).getTime())
  return { cookie, state: `${until}.${signed(key, cookie, until)}` }
}

export function isOurState(key: Buffer, cookie: string | null, state: unknown, now: Date): boolean {
  if (cookie === null || typeof state !== 'string') return false
  const [until = '', signature = ''] = state.split('.')
  if (!/^\d{1,15}$/.test(until) || Number(until) <= now.getTime()) return false
  const [wanted, given] = [Buffer.from(signed(key, cookie, until)), Buffer.from(signature)]
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

const signed = (key: Buffer, cookie: string, until: string): string =>
  createHmac('sha256', key).update(`usher slack install\0${cookie}\0${until}`).digest('base64url')

/** By which it is remembered that it came back; the state itself is nobody's to read. */
export const nameOfState = (state: string): string =>
  `install ${createHash('sha256').update(state).digest('base64url')}`
