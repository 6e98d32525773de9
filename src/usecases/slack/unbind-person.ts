import type { Tx } from '../../db/database.ts'
import * as bindings from '../../db/slack-bindings.ts'
import * as users from '../../db/users.ts'
import type { Actor } from '../../domain/actor.ts'
import { Refusal } from '../../domain/refusal.ts'
import { authorizeOn } from '../authorize-on.ts'
import { actingAs, atomically, type Context, type Outside, within } from '../context.ts'
import { record } from '../record.ts'
import { authorizeOver } from '../users/edit-user.ts'
import type { SlackPerson } from './who-speaks.ts'

/** From now on Slack does not speak for this person: by themselves, or by whoever manages them. */
export function unbindPerson(ctx: Context, userId: string): Promise<void> {
  return atomically(ctx, async (tx) => {
    const user = await users.lock(tx, within(ctx), userId)
    const isOwn = ctx.actor.kind === 'user' && ctx.actor.userId === user.id
    if (!isOwn) {
      await authorizeOn(tx, ctx, 'user.unbind-slack', user)
      await authorizeOver(tx, ctx, user)
    }
    const gone = await bindings.unbindUser(tx, user.organizationId, user.id)
    if (!gone) throw new Refusal('slack-not-connected')
    await noteUnbound(tx, ctx, gone, isOwn ? 'themselves' : 'an administrator')
  })
}

/** What Slack tells of somebody: where their clocks are, and whether they are a member of the workspace still. */
export function noteSlackChange(
  ctx: Outside,
  person: SlackPerson,
  now: { isMember: boolean; timeZone: string | null },
): Promise<void> {
  return atomically(ctx, async (tx) => {
    if (now.isMember) {
      if (now.timeZone) await bindings.noteTimeZone(tx, person, now.timeZone)
      return
    }
    const gone = await bindings.unbind(tx, person)
    if (!gone) return
    const bySlack: Actor = { kind: 'system', organizationId: gone.organizationId }
    await noteUnbound(tx, actingAs(ctx, bySlack), gone, 'Slack: no member of the workspace any more')
  })
}

const noteUnbound = (
  tx: Tx,
  ctx: Context,
  { userId, teamId, slackUserId }: bindings.SlackBinding,
  why: string,
): Promise<void> =>
  record(tx, ctx, {
    act: 'user.unbind-slack',
    targetKind: 'user',
    targetId: userId,
    before: { teamId, slackUserId },
    after: { why },
  })
