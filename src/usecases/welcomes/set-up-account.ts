import * as credentials from '../../db/credentials.ts'
import type { Tx } from '../../db/database.ts'
import * as oneTimeTokens from '../../db/one-time-tokens.ts'
import * as users from '../../db/users.ts'
import { nameFrom } from '../../domain/person-name.ts'
import type { TypedRecord } from '../../domain/personal-record.ts'
import { Refusal, refuseTogether } from '../../domain/refusal.ts'
import type { User } from '../../domain/user.ts'
import { actingAs, atomically, type Outside } from '../context.ts'
import { readRequired, withPhone } from '../invitations/required-fields.ts'
import { hashPassword } from '../passwords/hash-password.ts'
import { mustBeGoodPassword, mustMatch } from '../passwords/must-be-good-password.ts'
import { record } from '../record.ts'
import { type BegunSession, type Browser, beginSession } from '../sessions/begin-session.ts'
import { findByWelcome, mustWelcome } from './find-welcome.ts'
import { type SeenWelcome, seeWelcome } from './see-welcome.ts'

export interface AccountSetUp {
  firstName: string
  lastName: string
  password: string
  passwordAgain: string
  /** What the organization requires besides; anything else in it is left where it is. */
  profile?: TypedRecord
}

/** Whoever a provider made comes in for the first time: they choose a password, and their mailbox is proved. */
export async function setUpAccount(
  ctx: Outside,
  link: string,
  typed: AccountSetUp,
  browser: Browser,
): Promise<BegunSession> {
  const seen = await seeWelcome(ctx, link)
  const wanted = readSetUp(seen, typed, ctx.now())
  const passwordHash = await hashPassword(typed.password)

  return withPhone(
    typed,
    atomically(ctx, async (tx) => {
      const user = await lockByWelcome(tx, ctx, link)
      const { organizationId, id: userId } = user
      const now = ctx.now()
      const acting = actingAs(ctx, { kind: 'invitee', organizationId, userId })
      const arrived = { registeredAt: now, lastLoginAt: now, lastActivityAt: now }
      const emailVerifiedAt = user.email ? now : null
      const registered = await users.saveShown(tx, user, { ...wanted, ...arrived, emailVerifiedAt }, now)
      await credentials.set(tx, { organizationId, userId, passwordHash, changedAt: now })
      await oneTimeTokens.voidAll(tx, organizationId, userId, now)
      await record(tx, acting, { act: 'user.set-up', targetKind: 'user', targetId: userId })
      return beginSession(tx, acting, registered, 'full', browser)
    }),
  )
}

/** Used up, and by nobody else: only with the person held is it decided whether the link lives. */
async function lockByWelcome(tx: Tx, ctx: Outside, link: string): Promise<User> {
  const { user: seen } = await findByWelcome(tx, link)
  const user = await users.lock(tx, seen.organizationId, seen.id)
  const { token } = await findByWelcome(tx, link)
  mustWelcome({ token, user }, ctx.now())
  if (!(await oneTimeTokens.use(tx, token, ctx.now()))) throw new Refusal('link-dead', { cause: 'accepted' })
  return user
}

/** Everything wrong with what was typed. What the provider says is not asked for, whatever is sent. */
function readSetUp(seen: SeenWelcome, typed: AccountSetUp, now: Date): Partial<User> {
  const names = (['firstName', 'lastName'] as const).filter((it) => !seen.saidNames.includes(it))
  const words = [
    seen.firstName ?? typed.firstName,
    seen.lastName ?? typed.lastName,
    seen.email?.split('@')[0] ?? null,
    seen.organizationName,
  ]
  let read: Partial<User> = {}
  const reading = (work: () => Partial<User>) => () => {
    read = { ...read, ...work() }
  }
  refuseTogether([
    ...names.map((field) => reading(() => ({ [field]: nameFrom(field, typed[field]) }))),
    ...seen.requiredFields.map((field) => reading(() => readRequired(field, typed.profile, now))),
    () => mustBeGoodPassword(typed.password, { minimum: seen.passwordMinimum, words }),
    () => mustMatch(typed),
  ])
  return read
}
