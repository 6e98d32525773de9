import { createHmac } from 'node:crypto'
import type { Tx } from '../../db/database.ts'
import * as tries from '../../db/tries.ts'
import * as users from '../../db/users.ts'
import { readAddress } from '../../domain/email-address.ts'
import { readPhone } from '../../domain/phone.ts'
import { tooOften } from '../../domain/too-often.ts'
import { addressTries, organizationTries, passwordTries } from '../../domain/tries.ts'
import { atomically, type Outside } from '../context.ts'

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

/** One account however it is called: whoever knows two of its names has no more guesses for it. */
const accountKey = (userId: string): string => `password of ${userId}`

/** Somebody unknown is counted by the name that was tried. */
function strangerKey(ctx: Outside, typed: string): string {
  const [identity = typed] = Object.values(identityOf(typed) ?? {})
  return `password of ${identifierHmac(ctx, identity).toString('hex')}`
}

/** Where somebody comes from is counted first and told plainly: it says nothing about any account. */
export function countFrom(ctx: Outside): Promise<void> {
  const { ip } = ctx.trace
  if (!ip) return Promise.resolve()
  return atomically(ctx, async (tx) => {
    const { isBlocked, blockedUntil } = await tries.count(tx, fromKey(ip), addressTries, ctx.now())
    if (isBlocked && blockedUntil) throw tooOften(blockedUntil, ctx.now())
  })
}

/** An id that is never given out. */
export const NOBODY = '00000000-0000-0000-0000-000000000000'

const fromKey = (ip: string): string => `sign-in from ${ip}`
const toKey = (organizationId: string): string => `sign-in to ${organizationId}`

const stranger = { organizationId: NOBODY, userId: NOBODY }

export interface CountedTry {
  of: Pick<users.SignInCandidate, 'organizationId' | 'userId'>
  /** Their password may be looked at. */
  isFree: boolean
  lockedUntil: Date | null
}

/**
 * Counted before the password is looked at, in one place for all processes: per account, then per organization.
 * A lock shuts this way in and no other; a reset, a session and Slack stay open. Nobody is held here: whoever
 * holds a person waits for what is counted of them, so it must not go the other way round.
 */
export async function countTry(
  tx: Tx,
  ctx: Outside,
  typed: string,
  candidates: users.SignInCandidate[],
): Promise<CountedTry[]> {
  const now = ctx.now()
  if (candidates.length === 0) return [await countOne(tx, strangerKey(ctx, typed), stranger, now)]
  const counted: CountedTry[] = []
  for (const of of candidates) counted.push(await countOne(tx, accountKey(of.userId), of, now))
  return counted
}

/** As many statements for nobody as for somebody, locked or free, or their number would tell who is known. */
async function countOne(tx: Tx, account: string, of: CountedTry['of'], now: Date): Promise<CountedTry> {
  const { isBlocked, blockedUntil } = await tries.count(tx, account, passwordTries, now)
  // What is locked does not use up what its organization may try.
  const organization = await tries.count(
    tx,
    toKey(isBlocked ? NOBODY : of.organizationId),
    organizationTries,
    now,
  )
  return { of, isFree: of !== stranger && !isBlocked && !organization.isBlocked, lockedUntil: blockedUntil }
}

/** For administrators to see. */
export async function noteLocks(tx: Tx, counted: CountedTry[]): Promise<void> {
  for (const { of, lockedUntil } of counted)
    if (lockedUntil) await users.noteLock(tx, of.organizationId, of.userId, lockedUntil)
}

/** One's own password is asked for on other pages too; guesses there count with those at the door. */
export async function countOwnTry(ctx: Outside, userId: string): Promise<void> {
  await atomically(ctx, async (tx) => {
    const { isBlocked, blockedUntil } = await tries.count(tx, accountKey(userId), passwordTries, ctx.now())
    if (isBlocked && blockedUntil) throw tooOften(blockedUntil, ctx.now())
  })
}

/** The right password, or a new one: what was counted against this account is forgotten, and this try with it. */
export const forgiveTries = (tx: Tx, userId: string): Promise<void> => tries.forgive(tx, accountKey(userId))

export async function takeBackTry(tx: Tx, ctx: Outside, organizationId: string): Promise<void> {
  await tries.takeBack(tx, toKey(organizationId))
  if (ctx.trace.ip) await tries.takeBack(tx, fromKey(ctx.trace.ip))
}

/** Counts that no longer hold anybody back. */
export const forgetTries = (ctx: Outside): Promise<void> =>
  atomically(ctx, (tx) => tries.forgetOld(tx, ctx.now()))
