import type { Tx } from '../../db/database.ts'
import { newId } from '../../db/id.ts'
import * as invitations from '../../db/invitations.ts'
import * as oneTimeTokens from '../../db/one-time-tokens.ts'
import * as organizations from '../../db/organizations.ts'
import * as outbox from '../../db/outbox.ts'
import * as provisioned from '../../db/provisioned-users.ts'
import * as tries from '../../db/tries.ts'
import * as users from '../../db/users.ts'
import { addressFrom, type EmailAddress } from '../../domain/email-address.ts'
import { freshLink } from '../../domain/link.ts'
import { mustNotBeManaged } from '../../domain/managed-fields.ts'
import { Refusal } from '../../domain/refusal.ts'
import { RESET_SECONDS } from '../../domain/reset.ts'
import { after } from '../../domain/time.ts'
import { tooOften } from '../../domain/too-often.ts'
import { resetsOfAccount } from '../../domain/tries.ts'
import { stateOf, type User } from '../../domain/user.ts'
import { authorizeOn } from '../authorize-on.ts'
import { atomically, type Context, within } from '../context.ts'
import { record } from '../record.ts'
import { mustStillBeProved, type Proof, proveAgain } from '../sessions/prove-again.ts'
import { authorizeOver } from './edit-user.ts'

/** Asks the new address; until it answers, everything stays as it is. */
export async function askToChangeEmail(ctx: Context, id: string, typed: string): Promise<void> {
  const address = addressFrom(typed)
  return atomically(ctx, (tx) => askWithin(tx, ctx, id, address))
}

/** The same as a part of more. */
export async function askWithin(tx: Tx, ctx: Context, id: string, address: EmailAddress): Promise<void> {
  const user = await users.lock(tx, within(ctx), id)
  await authorizeOn(tx, ctx, 'user.change-email', user)
  await authorizeOver(tx, ctx, user)
  await ask(tx, ctx, user, address)
}

/** One's own address. Signed in a while ago, that takes the password too. */
export async function askToChangeOwnEmail(ctx: Context, typed: string, by: Proof): Promise<void> {
  const address = addressFrom(typed)
  const proved = await proveAgain(ctx, by)
  await atomically(ctx, async (tx) => {
    const user = await users.lock(tx, within(ctx), proved.userId)
    await mustStillBeProved(tx, ctx, proved)
    if (user.address === address.canonical) throw new Refusal('address-unchanged')
    await ask(tx, ctx, user, address)
  })
}

async function ask(tx: Tx, ctx: Context, user: User, address: EmailAddress): Promise<void> {
  const { organizationId, id: userId } = user
  if (stateOf(user) !== 'active') throw new Refusal('user-state', { state: stateOf(user) })
  mustNotBeManaged(await provisioned.saidOf(tx, organizationId, userId), ['email'])
  await mustBeFree(tx, organizationId, address)
  const now = ctx.now()
  const counted = await tries.count(tx, `email change of ${userId}`, resetsOfAccount, now)
  if (counted.isBlocked && counted.blockedUntil) throw tooOften(counted.blockedUntil, now)

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
