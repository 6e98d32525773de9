import type { Tx } from '../../db/database.ts'
import * as oneTimeTokens from '../../db/one-time-tokens.ts'
import * as organizations from '../../db/organizations.ts'
import * as users from '../../db/users.ts'
import { hashOf, isToken } from '../../domain/link.ts'
import { Refusal } from '../../domain/refusal.ts'
import { deathOf, mayReset } from '../../domain/reset.ts'
import type { User } from '../../domain/user.ts'
import { actingAs, atomically, type Outside } from '../context.ts'
import { record } from '../record.ts'
import { hashPassword } from './hash-password.ts'
import { mustBeGoodPair } from './must-be-good-password.ts'
import { setPassword } from './set-password.ts'

export interface SeenReset {
  userId: string
  organizationName: string
  email: string | null
  passwordMinimum: number
}

interface ByResetLink {
  token: oneTimeTokens.OneTimeToken
  user: User
}

/** What the page of a reset link shows. Looking changes nothing. */
export function seeReset(ctx: Outside, link: string): Promise<SeenReset> {
  return atomically(ctx, async (tx) => {
    const { user } = await findLive(tx, ctx, link)
    const organization = await organizations.find(tx, user.organizationId)
    return {
      userId: user.id,
      organizationName: organization.name,
      email: user.email,
      passwordMinimum: organization.passwordMinimum,
    }
  })
}

/** Sets the password, ends every session, and does not sign in: whoever it was shows that they know it. */
export async function resetPassword(
  ctx: Outside,
  link: string,
  typed: { password: string; passwordAgain: string },
): Promise<void> {
  const found = await atomically(ctx, async (tx) => {
    const live = await findLive(tx, ctx, link)
    return { ...live, organization: await organizations.find(tx, live.user.organizationId) }
  })
  const words = wordsOf(found.user, found.organization.name)
  mustBeGoodPair(typed, { minimum: found.organization.passwordMinimum, words })
  const passwordHash = await hashPassword(typed.password)

  await atomically(ctx, async (tx) => {
    const user = await users.lock(tx, found.user.organizationId, found.user.id)
    const { token } = await findLive(tx, ctx, link)
    if (!(await oneTimeTokens.use(tx, token, ctx.now())))
      throw new Refusal('link-dead', { cause: 'accepted' })
    const { organizationId, id: userId } = user
    const acting = actingAs(ctx, { kind: 'invitee', organizationId, userId })
    await setPassword(tx, acting, user, passwordHash)
    await record(tx, acting, { act: 'password.reset', targetKind: 'user', targetId: userId })
  })
}

/** What somebody who knows the person would try first. */
export const wordsOf = (user: User, organizationName: string): (string | null)[] => [
  user.firstName,
  user.lastName,
  user.address?.split('@')[0] ?? null,
  organizationName,
]

async function findLive(tx: Tx, ctx: Outside, link: string): Promise<ByResetLink> {
  const token = isToken('reset', link) ? await oneTimeTokens.byHash(tx, hashOf(link)) : undefined
  if (token?.purpose !== 'reset') throw new Refusal('link-unknown')
  const user = await users.find(tx, token.organizationId, token.userId)
  const cause = deathOf(token, ctx.now())
  if (cause) throw new Refusal('link-dead', { cause })
  if (!mayReset(user) || user.address !== token.boundAddress)
    throw new Refusal('link-dead', { cause: 'superseded' })
  return { token, user }
}
