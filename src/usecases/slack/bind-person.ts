import { isId } from '../../db/id.ts'
import type { SlackBinding } from '../../db/slack-bindings.ts'
import * as teams from '../../db/slack-teams.ts'
import * as users from '../../db/users.ts'
import { addressFrom } from '../../domain/email-address.ts'
import { Refusal } from '../../domain/refusal.ts'
import { stateOf } from '../../domain/user.ts'
import { atomically, type Context, within } from '../context.ts'
import { bindTo } from './bind-to.ts'
import type { SlackPerson } from './who-speaks.ts'

/** By the operator's word: this person in this workspace is that user. The workspace is claimed where it is free. */
export function bindPerson(
  ctx: Context,
  { teamId, slackUserId }: SlackPerson,
  userId: string,
  confirmedBy: SlackBinding['confirmedBy'] = 'operator',
): Promise<void> {
  return atomically(ctx, async (tx) => {
    if (ctx.actor.kind !== 'operator') throw new Refusal('not-for-you')
    if (!isId(userId)) throw new Refusal('not-found', { what: 'user' })
    const organizationId = within(ctx)
    const user = await users.lock(tx, organizationId, userId)
    if (stateOf(user) !== 'active') throw new Refusal('user-state', { state: stateOf(user) })
    await teams.note(tx, { teamId, installedAt: ctx.now() })
    if (!(await teams.claim(tx, teamId, organizationId))) throw new Refusal('slack-team-taken', { teamId })
    await bindTo(tx, ctx, { teamId, slackUserId, userId, confirmedBy, timeZone: null })
  })
}

/** The same for whoever has this address. */
export async function bindByAddress(ctx: Context, person: SlackPerson, typed: string): Promise<string> {
  const { canonical } = addressFrom(typed)
  const [user] = await atomically(ctx, (tx) => users.byAddresses(tx, within(ctx), [canonical]))
  if (!user) throw new Refusal('not-found', { what: 'user' })
  await bindPerson(ctx, person, user.id)
  return user.id
}
