import { isId } from '../../db/id.ts'
import * as bindings from '../../db/slack-bindings.ts'
import * as teams from '../../db/slack-teams.ts'
import * as users from '../../db/users.ts'
import { Refusal } from '../../domain/refusal.ts'
import { stateOf } from '../../domain/user.ts'
import { atomically, type Context, within } from '../context.ts'
import { record } from '../record.ts'
import type { SlackPerson } from './who-speaks.ts'

/** By the operator's word: this person in this workspace is that user. The workspace is claimed where it is free. */
export function bindPerson(
  ctx: Context,
  { teamId, slackUserId }: SlackPerson,
  userId: string,
  confirmedBy: bindings.SlackBinding['confirmedBy'] = 'operator',
): Promise<void> {
  return atomically(ctx, async (tx) => {
    if (ctx.actor.kind !== 'operator') throw new Refusal('not-for-you')
    if (!isId(userId)) throw new Refusal('not-found', { what: 'user' })
    const organizationId = within(ctx)
    const user = await users.lock(tx, organizationId, userId)
    if (stateOf(user) !== 'active') throw new Refusal('user-state', { state: stateOf(user) })
    const now = ctx.now()
    await teams.note(tx, { teamId, installedAt: now })
    if (!(await teams.claim(tx, teamId, organizationId))) throw new Refusal('slack-team-taken', { teamId })
    await bindings.bind(tx, {
      organizationId,
      teamId,
      slackUserId,
      userId,
      confirmedBy,
      timeZone: null,
      createdAt: now,
    })
    await record(tx, ctx, {
      act: 'user.bind-slack',
      targetKind: 'user',
      targetId: userId,
      after: { teamId, slackUserId, confirmedBy },
    })
  })
}
