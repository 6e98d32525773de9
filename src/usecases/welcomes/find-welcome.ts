import type { Tx } from '../../db/database.ts'
import * as oneTimeTokens from '../../db/one-time-tokens.ts'
import * as users from '../../db/users.ts'
import { hashOf, isToken } from '../../domain/link.ts'
import { Refusal } from '../../domain/refusal.ts'
import { deathOf } from '../../domain/reset.ts'
import type { User } from '../../domain/user.ts'
import { mayBeWelcomed, welcomeAddressOf } from '../../domain/welcome.ts'

export interface ByWelcome {
  token: oneTimeTokens.OneTimeToken
  user: User
}

/** What the link of a welcome leads to, dead or alive. Who holds no real one learns only that it is unknown. */
export async function findByWelcome(tx: Tx, link: string): Promise<ByWelcome> {
  const token = isToken('welcome', link) ? await oneTimeTokens.byHash(tx, hashOf(link)) : undefined
  if (token?.purpose !== 'welcome') throw new Refusal('link-unknown')
  return { token, user: await users.find(tx, token.organizationId, token.userId) }
}

export function mustWelcome({ token, user }: ByWelcome, now: Date): void {
  const isTheirs = mayBeWelcomed(user) && welcomeAddressOf(user) === token.boundAddress
  const cause = deathOf(token, now) ?? (isTheirs ? null : 'superseded')
  if (cause) throw new Refusal('link-dead', { cause })
}
