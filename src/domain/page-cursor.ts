import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { LinkKey, LinkKeys } from './link.ts'
import type { Walk } from './question.ts'
import { Refusal } from './refusal.ts'

/** For how long a walk can be taken up again; longer than anybody sleeps over it. */
export const cursorSeconds = 24 * 60 * 60

/** Whom a page ended or began with: by what the list is ordered, written as a text, and by their key. */
export interface Position {
  key: string
  /** Null where they lack it, and where the list is ordered by the key alone. */
  value: string | null
}

/** What a cursor stands for: those behind somebody, or those before them. */
export interface Cursor {
  from: Position
  isBackward: boolean
}

/** One name for everything that makes a walk this one: whose it is, of what, and what was asked in which order. */
export const walkIdOf = (
  { organizationId, connectionId }: { organizationId: string; connectionId: string },
  list: string,
  { question, order }: Pick<Walk, 'question' | 'order'>,
): string =>
  createHash('sha256')
    .update(JSON.stringify([organizationId, connectionId, list, question, order]))
    .digest('base64url')

const MAC_BYTES = 16

/**
 * Not to be made or altered elsewhere, and of no use in another walk: of another connection, another question, or
 * another order. It holds nothing that was not shown; it is signed, not sealed.
 */
export function cursorTo({ from, isBackward }: Cursor, walk: string, keys: LinkKeys, now: Date): string {
  const said = JSON.stringify([Math.floor(now.getTime() / 1000), isBackward, from.key, from.value])
  return Buffer.concat([macOf(said, walk, keys[0]), Buffer.from(said)]).toString('base64url')
}

export function readCursor(cursor: string, walk: string, keys: LinkKeys, now: Date): Cursor {
  const bytes = Buffer.from(cursor, 'base64url')
  const [mac, said] = [bytes.subarray(0, MAC_BYTES), bytes.subarray(MAC_BYTES).toString()]
  const isOurs = keys.some((it) => mac.length === MAC_BYTES && timingSafeEqual(mac, macOf(said, walk, it)))
  if (!isOurs || bytes.toString('base64url') !== cursor) throw new Refusal('cursor-unreadable')
  const [madeAt, isBackward, key, value] = JSON.parse(said) as [number, boolean, string, string | null]
  if (now.getTime() >= (madeAt + cursorSeconds) * 1000) throw new Refusal('cursor-expired')
  return { from: { key, value }, isBackward }
}

const macOf = (said: string, walk: string, { secret }: LinkKey): Buffer =>
  createHmac('sha256', secret).update(`cursor\0${walk}\0${said}`).digest().subarray(0, MAC_BYTES)
