import { createHmac } from 'node:crypto'
import type { Tx } from '../../db/database.ts'
import * as tries from '../../db/tries.ts'
import * as users from '../../db/users.ts'
import { readAddress } from '../../domain/email-address.ts'
import { readPhone } from '../../domain/phone.ts'
import { addressTries, organizationTries, passwordTries } from '../../domain/tries.ts'
import type { Outside } from '../context.ts'

/** People type passwords into the wrong box: what was typed is kept, and counted, as an HMAC only. */
export const identifierHmac = (ctx: Outside, typed: string): Buffer =>
  createHmac('sha256', ctx.links.keys[0].secret).update(typed).digest()

/** An e-mail address or a phone number, however it is spelled; null for what is neither. */
export function identityOf(typed: string): users.Identity | null {
  const read = readAddress(typed)
  if (!('fault' in read)) return { address: read.canonical }
  const phone = readPhone(typed)
  return phone ? { phone } : null
}

/** One account however it is spelled, whether it exists or not. */
function accountKey(ctx: Outside, typed: string): string {
  const [identity = typed] = Object.values(identityOf(typed) ?? {})
  return `password of ${identifierHmac(ctx, identity).toString('hex')}`
}

/**
 * Counted before the password is looked at, in one place for all processes: per account, per address it comes
 * from, per organization. A lock shuts this way in and no other; a reset, a session and Slack stay open.
 */
export async function countTry(
  tx: Tx,
  ctx: Outside,
  typed: string,
  candidates: users.SignInCandidate[],
): Promise<boolean> {
  const now = ctx.now()
  const account = await tries.count(tx, accountKey(ctx, typed), passwordTries, now)
  const { ip } = ctx.trace
  const from = ip ? await tries.count(tx, `sign-in from ${ip}`, addressTries, now) : null
  let isCrowded = false
  for (const { organizationId, userId } of candidates) {
    isCrowded ||= (await tries.count(tx, `sign-in to ${organizationId}`, organizationTries, now)).isBlocked
    if (account.blockedUntil) await users.noteLock(tx, organizationId, userId, account.blockedUntil)
  }
  return account.isBlocked || from?.isBlocked === true || isCrowded
}

export const forgiveTries = (tx: Tx, ctx: Outside, typed: string): Promise<void> =>
  tries.forgive(tx, accountKey(ctx, typed))
