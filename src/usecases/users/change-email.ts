import * as credentials from '../../db/credentials.ts'
import { isDuplicate, type Tx } from '../../db/database.ts'
import { newId } from '../../db/id.ts'
import * as invitations from '../../db/invitations.ts'
import * as oneTimeTokens from '../../db/one-time-tokens.ts'
import * as organizations from '../../db/organizations.ts'
import * as outbox from '../../db/outbox.ts'
import * as tries from '../../db/tries.ts'
import * as users from '../../db/users.ts'
import { addressFrom, type EmailAddress } from '../../domain/email-address.ts'
import { freshLink, hashOf, isToken } from '../../domain/link.ts'
import { Refusal } from '../../domain/refusal.ts'
import { deathOf, RESET_SECONDS } from '../../domain/reset.ts'
import { after } from '../../domain/time.ts'
import { resetsOfAccount } from '../../domain/tries.ts'
import { stateOf, type User } from '../../domain/user.ts'
import { authorizeOn } from '../authorize-on.ts'
import { actingAs, atomically, type Context, type Outside, within } from '../context.ts'
import { isPassword } from '../passwords/hash-password.ts'
import { record } from '../record.ts'
import { countOwnTry, forgiveTries } from '../sessions/count-tries.ts'
import { authorizeOver } from './edit-user.ts'

/** Asks the new address; until it answers, everything stays as it is. */
export async function askToChangeEmail(ctx: Context, id: string, typed: string): Promise<void> {
  const address = addressFrom(typed)
  return atomically(ctx, async (tx) => {
    const user = await users.lock(tx, within(ctx), id)
    await authorizeOn(tx, ctx, 'user.change-email', user)
    await authorizeOver(tx, ctx, user)
    await ask(tx, ctx, user, address)
  })
}

/** One's own address, with the password: a session that was left open is not enough to take an account away. */
export async function askToChangeOwnEmail(ctx: Context, typed: string, password: string): Promise<void> {
  const { actor } = ctx
  if (actor.kind !== 'user') throw new Refusal('not-for-you')
  const address = addressFrom(typed)
  await countOwnTry(ctx, actor.userId)
  const stored = await atomically(ctx, (tx) => credentials.find(tx, within(ctx), actor.userId))
  if (!(await isPassword(stored, password))) throw new Refusal('current-password-wrong')
  await atomically(ctx, async (tx) => {
    const user = await users.lock(tx, within(ctx), actor.userId)
    await forgiveTries(tx, actor.userId)
    await ask(tx, ctx, user, address)
  })
}

async function ask(tx: Tx, ctx: Context, user: User, address: EmailAddress): Promise<void> {
  const { organizationId, id: userId } = user
  if (stateOf(user) !== 'active') throw new Refusal('user-state', { state: stateOf(user) })
  await mustBeFree(tx, organizationId, address)
  const now = ctx.now()
  const counted = await tries.count(tx, `email change of ${userId}`, resetsOfAccount, now)
  if (counted.isBlocked && counted.blockedUntil)
    throw new Refusal('too-often', { retryAt: counted.blockedUntil })

  const id = newId(now)
  const { stored } = freshLink(ctx.links.keys, { purpose: 'email-change', organizationId, id })
  await oneTimeTokens.issue(tx, {
    ...stored,
    organizationId,
    id,
    purpose: 'email-change',
    userId,
    boundAddress: address.typed,
    createdAt: now,
    expiresAt: after(now, RESET_SECONDS),
  })
  await outbox.post(tx, now, [{ organizationId, kind: 'confirm-address', userId, oneTimeTokenId: id }])
  await record(tx, ctx, {
    act: 'user.ask-email-change',
    targetKind: 'user',
    targetId: userId,
    after: { address: address.canonical },
  })
}

async function mustBeFree(tx: Tx, organizationId: string, { typed, canonical, domain }: EmailAddress) {
  const { allowedEmailDomains: allowed } = await organizations.find(tx, organizationId)
  if (allowed.length > 0 && !allowed.includes(domain))
    throw new Refusal('address-domain-not-allowed', { address: typed, allowed })
  const held = await users.byAddresses(tx, organizationId, [canonical])
  const asked = await invitations.openByAddresses(tx, organizationId, [canonical])
  if (held.length + asked.length > 0) throw new Refusal('address-taken', { address: typed })
}

export interface SeenEmailChange {
  organizationName: string
  email: string | null
  newEmail: string
}

/** What the page of the link shows. Looking changes nothing: scanners of mail look too. */
export function seeEmailChange(ctx: Outside, link: string): Promise<SeenEmailChange> {
  return atomically(ctx, async (tx) => {
    const { token, user } = await findLive(tx, ctx, link)
    const { name } = await organizations.find(tx, user.organizationId)
    return { organizationName: name, email: user.email, newEmail: token.boundAddress ?? '' }
  })
}

/** Whoever reads the new mailbox says yes: the address is changed and proved, and the old one hears of it. */
export async function confirmEmailChange(ctx: Outside, link: string): Promise<User> {
  try {
    return await atomically(ctx, (tx) => confirm(tx, ctx, link))
  } catch (fault) {
    if (isDuplicate(fault, 'users_address')) throw new Refusal('link-dead', { cause: 'superseded' })
    throw fault
  }
}

async function confirm(tx: Tx, ctx: Outside, link: string): Promise<User> {
  const found = await findLive(tx, ctx, link)
  const { organizationId, id: userId } = found.user
  const user = await users.lock(tx, organizationId, userId)
  const now = ctx.now()
  const { token } = await findLive(tx, ctx, link)
  if (!(await oneTimeTokens.use(tx, token, now))) throw new Refusal('link-dead', { cause: 'accepted' })
  const address = addressFrom(token.boundAddress ?? '')

  const changed = await users.save(tx, user, {
    email: address.typed,
    address: address.canonical,
    emailVerifiedAt: now,
  })
  await oneTimeTokens.voidAll(tx, organizationId, userId, now)
  if (user.email) {
    await oneTimeTokens.noteLeft(tx, token, user.email)
    await outbox.post(tx, now, [{ organizationId, kind: 'email-changed', userId, oneTimeTokenId: token.id }])
  }
  await record(tx, actingAs(ctx, { kind: 'invitee', organizationId, userId }), {
    act: 'user.change-email',
    targetKind: 'user',
    targetId: userId,
    before: { address: user.address },
    after: { address: address.canonical },
  })
  return changed
}

async function findLive(tx: Tx, ctx: Outside, link: string) {
  const token = isToken('email-change', link) ? await oneTimeTokens.byHash(tx, hashOf(link)) : undefined
  if (token?.purpose !== 'email-change') throw new Refusal('link-unknown')
  const user = await users.find(tx, token.organizationId, token.userId)
  const cause = stateOf(user) === 'active' ? deathOf(token, ctx.now()) : 'superseded'
  if (cause) throw new Refusal('link-dead', { cause })
  return { token, user }
}
