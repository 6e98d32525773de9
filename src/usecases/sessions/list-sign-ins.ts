import * as attempts from '../../db/sign-in-attempts.ts'
import { authorizeWithin } from '../../domain/policy.ts'
import { needlesOf } from '../../domain/search-text.ts'
import { nameOf } from '../../domain/user.ts'
import { atomically, type Context, within } from '../context.ts'

const PAGE = 50

export interface SignInQuestion {
  userId?: string
  /** Parts of a name, an address or a number of the person. */
  search?: string
  onlyFailed?: boolean
  before?: string
  pageSize?: number
}

export interface ListedSignIn extends attempts.SignInAttempt {
  /** Null: what was typed belongs to nobody here. */
  personName: string | null
  email: string | null
}

/** Who came in and who did not, newest first, with the reasons that the page itself never gives. */
export function listSignIns(ctx: Context, wish: SignInQuestion): Promise<ListedSignIn[]> {
  return atomically(ctx, async (tx) => {
    const reach = authorizeWithin(ctx.actor, 'sign-in.list')
    const { userId, onlyFailed, before } = wish
    const filter = { userId, onlyFailed, before, needles: needlesOf(wish.search ?? '') }
    const size = Math.min(wish.pageSize ?? PAGE, PAGE)
    const found = await attempts.page(tx, within(ctx), filter, reach === 'everybody' ? null : reach, size)
    return found.map(({ person, ...it }) => ({
      ...it,
      personName: person && nameOf(person),
      email: person?.email ?? null,
    }))
  })
}
