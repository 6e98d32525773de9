import * as credentials from '../../db/credentials.ts'
import type { Tx } from '../../db/database.ts'
import { isId, newId } from '../../db/id.ts'
import * as attempts from '../../db/sign-in-attempts.ts'
import * as users from '../../db/users.ts'
import { noAuthority } from '../../domain/authority.ts'
import { deviceOf } from '../../domain/device.ts'
import { Refusal } from '../../domain/refusal.ts'
import * as user from '../../domain/user.ts'
import { actingAs, atomically, type Outside } from '../context.ts'
import { hashPassword, isHashedCheaply, isPassword } from '../passwords/hash-password.ts'
import { type BegunSession, type Browser, beginSession } from './begin-session.ts'
import {
  countFrom,
  countTry,
  forgiveTries,
  identifierHmac,
  identityOf,
  NOBODY,
  noteLocks,
  takeBackTry,
} from './count-tries.ts'
import { warnOfNewDevice } from './warn-of-new-device.ts'

export interface SignIn {
  identifier: string
  password: string
  /** Chosen by somebody whose address and password fit several organizations. */
  organizationId: string | null
}

/**
 * Right or wrong, known or not, in whatever state, locked or free: the same answer, in the same time. Only
 * somebody who holds the password learns that it fits several organizations.
 */
export async function signIn(ctx: Outside, typed: SignIn, browser: Browser): Promise<BegunSession> {
  await countFrom(ctx)
  const candidates = await findCandidates(ctx, typed)
  const counted = await atomically(ctx, (tx) => countTry(tx, ctx, typed.identifier, candidates))
  const free = candidates.filter((_, at) => counted[at]?.isFree)
  const isLocked = candidates.length > 0 && free.length === 0
  const fitting = await fittingOf(free, typed.password)
  const [chosen, ...others] = fitting
  if (chosen && others.length > 0)
    throw new Refusal('which-organization', {
      names: fitting.map((it) => ({ id: it.organizationId, name: it.organizationName })),
    })

  const better =
    chosen?.passwordHash && isHashedCheaply(chosen.passwordHash) ? await hashPassword(typed.password) : null
  const begun = await atomically(ctx, async (tx) => {
    const who = await stillThere(tx, chosen ?? candidates[0])
    await noteLocks(tx, counted)
    const failure = isLocked ? 'locked' : failureOf(who)
    const reason = chosen && who ? await reasonAgainst(tx, ctx, chosen) : failure
    await noteAttempt(tx, ctx, typed, browser, who, reason)
    if (reason || !chosen) return null
    if (better && chosen.passwordHash)
      await credentials.upgrade(tx, chosen.organizationId, chosen.userId, {
        old: chosen.passwordHash,
        better,
      })
    await takeBackTry(tx, ctx, chosen.organizationId)
    return welcome(tx, ctx, chosen, browser)
  })
  if (!begun) throw new Refusal('sign-in-failed')
  return begun
}

async function findCandidates(ctx: Outside, typed: SignIn): Promise<users.SignInCandidate[]> {
  const identity = identityOf(typed.identifier) ?? { address: '' }
  const { organizationId } = typed
  if (organizationId && !isId(organizationId)) return []
  return atomically(ctx, (tx) => users.signInCandidates(tx, identity, organizationId))
}

/** Nobody at all costs one hash too. */
async function fittingOf(
  candidates: users.SignInCandidate[],
  password: string,
): Promise<users.SignInCandidate[]> {
  const hashes = candidates.length > 0 ? candidates.map((it) => it.passwordHash) : [null]
  const fits = await Promise.all(hashes.map((it) => isPassword(it, password)))
  return candidates.filter((_, at) => fits[at])
}

/** Held from here on; somebody whose invitation was cancelled just now is nobody any more. */
async function stillThere(
  tx: Tx,
  candidate: users.SignInCandidate | undefined,
): Promise<users.SignInCandidate | undefined> {
  // Asked for nobody too: one statement less would tell that there is nobody.
  const { organizationId, userId } = candidate ?? { organizationId: NOBODY, userId: NOBODY }
  return (await users.holdIfThere(tx, organizationId, userId)) && candidate
}

/** Why nothing fitted, for those who look after people; the page never says. */
function failureOf(candidate: users.SignInCandidate | undefined): attempts.SignInFailure {
  if (!candidate) return 'unknown user'
  return candidate.passwordHash ? 'bad password' : 'pending'
}

async function reasonAgainst(
  tx: Tx,
  ctx: Outside,
  { organizationId, userId, passwordHash }: users.SignInCandidate,
): Promise<attempts.SignInFailure | null> {
  const state = user.stateOf(await users.lock(tx, organizationId, userId))
  const stored = await credentials.findWithEnd(tx, organizationId, userId)
  if (state === 'suspended' || state === 'deleted') return state
  if (state !== 'active') return 'pending'
  // Looked at again now that the person is held: it may have been changed, or spent, while the hash was made.
  if (stored?.passwordHash !== passwordHash) return 'bad password'
  const { temporaryUntil } = stored
  return temporaryUntil && ctx.now() >= temporaryUntil ? 'expired temporary password' : null
}

async function noteAttempt(
  tx: Tx,
  ctx: Outside,
  typed: SignIn,
  browser: Browser,
  who: users.SignInCandidate | undefined,
  reason: attempts.SignInFailure | null,
): Promise<void> {
  const now = ctx.now()
  await attempts.note(tx, {
    id: newId(now),
    organizationId: who?.organizationId ?? null,
    userId: who?.userId ?? null,
    at: now,
    ip: ctx.trace.ip,
    device: deviceOf(browser.userAgent),
    // People type passwords into the wrong box: what was typed is kept as an HMAC only.
    identifierHmac: identifierHmac(ctx, typed.identifier),
    succeeded: reason === null,
    reason,
  })
}

async function welcome(
  tx: Tx,
  ctx: Outside,
  { organizationId, userId, temporaryUntil }: users.SignInCandidate,
  browser: Browser,
): Promise<BegunSession> {
  const person = await users.lock(tx, organizationId, userId)
  const now = ctx.now()
  await forgiveTries(tx, userId)
  await users.noteSignIn(tx, person, now)
  if (temporaryUntil) await credentials.spend(tx, organizationId, userId, now)
  const acting = actingAs(ctx, { kind: 'user', organizationId, userId, ...noAuthority })
  const begun = await beginSession(
    tx,
    acting,
    person,
    person.mustChangePassword ? 'must-change' : 'full',
    browser,
  )
  await warnOfNewDevice(tx, ctx, begun.session)
  return begun
}
