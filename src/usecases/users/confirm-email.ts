import { isDuplicate, type Tx } from '../../db/database.ts'
import * as oneTimeTokens from '../../db/one-time-tokens.ts'
import * as organizations from '../../db/organizations.ts'
import * as outbox from '../../db/outbox.ts'
import * as provisioned from '../../db/provisioned-users.ts'
import * as users from '../../db/users.ts'
import { addressFrom } from '../../domain/email-address.ts'
import { hashOf, isToken } from '../../domain/link.ts'
import { mustNotBeManaged } from '../../domain/managed-fields.ts'
import { Refusal } from '../../domain/refusal.ts'
import { deathOf } from '../../domain/reset.ts'
import { stateOf, type User } from '../../domain/user.ts'
import { actingAs, atomically, type Outside } from '../context.ts'
import { record } from '../record.ts'

export interface SeenEmailChange {
  userId: string
  organizationName: string
  email: string | null
  newEmail: string
}

/** What the page of the link shows. Looking changes nothing: scanners of mail look too. */
export function seeEmailChange(ctx: Outside, link: string): Promise<SeenEmailChange> {
  return atomically(ctx, async (tx) => {
    const { token, user } = await findLive(tx, ctx, link)
    const { name } = await organizations.find(tx, user.organizationId)
    return { userId: user.id, organizationName: name, email: user.email, newEmail: token.boundAddress ?? '' }
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
  mustNotBeManaged(await provisioned.saidOf(tx, organizationId, userId), ['email'])
  if (!(await oneTimeTokens.use(tx, token, now))) throw new Refusal('link-dead', { cause: 'accepted' })
  const address = addressFrom(token.boundAddress ?? '')

  const after = { email: address.typed, address: address.canonical, emailVerifiedAt: now }
  const changed = await users.saveShown(tx, user, after, now)
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
  const cause = deathOf(token, ctx.now()) ?? (stateOf(user) === 'active' ? null : 'superseded')
  if (cause) throw new Refusal('link-dead', { cause })
  return { token, user }
}
