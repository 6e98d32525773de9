import * as credentials from '../../db/credentials.ts'
import type { Tx } from '../../db/database.ts'
import { newId } from '../../db/id.ts'
import * as attempts from '../../db/sign-in-attempts.ts'
import * as users from '../../db/users.ts'
import { deviceOf } from '../../domain/device.ts'
import { Refusal } from '../../domain/refusal.ts'
import * as user from '../../domain/user.ts'
import { actingAs, atomically, type Outside } from '../context.ts'
import { hashPassword, isHashedCheaply, isPassword } from '../passwords/hash-password.ts'
import { type BegunSession, type Browser, beginSession } from './begin-session.ts'
import { countTry, forgiveTries, identifierHmac, identityOf } from './count-tries.ts'
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
  const candidates = await findCandidates(ctx, typed)
  const isLocked = await atomically(ctx, (tx) => countTry(tx, ctx, typed.identifier, candidates))
  const fitting = await fittingOf(isLocked ? [] : candidates, typed.password)
  const [chosen, ...others] = fitting
  if (chosen && others.length > 0)
    throw new Refusal('which-organization', {
      names: fitting.map((it) => ({ id: it.organizationId, name: it.organizationName })),
    })

  const better =
    chosen?.passwordHash && isHashedCheaply(chosen.passwordHash) ? await hashPassword(typed.password) : null
  const begun = await atomically(ctx, async (tx) => {
    const failure = isLocked ? 'locked' : failureOf(candidates[0])
    const reason = chosen ? await reasonAgainst(tx, ctx, chosen) : failure
    await noteAttempt(tx, ctx, typed, browser, chosen ?? candidates[0], reason)
    if (reason || !chosen) return null
    if (better && chosen.passwordHash)
      await credentials.upgrade(tx, chosen.organizationId, chosen.userId, {
        old: chosen.passwordHash,
        better,
      })
    await forgiveTries(tx, ctx, typed.identifier)
    return welcome(tx, ctx, chosen, browser)
  })
  if (!begun) throw new Refusal('sign-in-failed')
  return begun
}

async function findCandidates(ctx: Outside, typed: SignIn): Promise<users.SignInCandidate[]> {
  const identity = identityOf(typed.identifier) ?? { address: '' }
  const all = await atomically(ctx, (tx) => users.signInCandidates(tx, identity))
  return typed.organizationId ? all.filter((it) => it.organizationId === typed.organizationId) : all
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

/** Why nothing fitted, for those who look after people; the page never says. */
function failureOf(candidate: users.SignInCandidate | undefined): attempts.SignInFailure {
  if (!candidate) return 'unknown user'
  return candidate.passwordHash ? 'bad password' : 'pending'
}

async function reasonAgainst(
  tx: Tx,
  ctx: Outside,
  { organizationId, userId, temporaryUntil }: users.SignInCandidate,
): Promise<attempts.SignInFailure | null> {
  const state = user.stateOf(await users.lock(tx, organizationId, userId))
  if (state === 'suspended' || state === 'deleted') return state
  if (state !== 'active') return 'pending'
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
  await users.noteSignIn(tx, person, now)
  if (temporaryUntil) await credentials.spend(tx, organizationId, userId, now)
  const acting = actingAs(ctx, { kind: 'user', organizationId, userId, permissions: new Set() })
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
