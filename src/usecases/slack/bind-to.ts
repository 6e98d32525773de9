import type { Tx } from '../../db/database.ts'
import * as outbox from '../../db/outbox.ts'
import * as bindings from '../../db/slack-bindings.ts'
import { type Context, within } from '../context.ts'
import { record } from '../record.ts'

type Wanted = Pick<bindings.SlackBinding, 'userId' | 'teamId' | 'slackUserId' | 'confirmedBy' | 'timeZone'>

/** The older binding gives way, of this person and of this Slack account; whoever loses one is told by letter. */
export async function bindTo(tx: Tx, ctx: Context, wanted: Wanted): Promise<void> {
  const organizationId = within(ctx)
  const { userId, teamId, slackUserId, confirmedBy } = wanted
  const now = ctx.now()
  const replaced = await bindings.bind(tx, { ...wanted, organizationId, createdAt: now })
  const lost = replaced.filter(
    (it) => it.userId !== userId || it.slackUserId !== slackUserId || it.teamId !== teamId,
  )
  await outbox.post(
    tx,
    now,
    lost.map((it) => ({
      organizationId: it.organizationId,
      kind: 'slack-replaced' as const,
      userId: it.userId,
    })),
  )
  await record(tx, ctx, {
    act: 'user.bind-slack',
    targetKind: 'user',
    targetId: userId,
    before: replaced.map((it) => ({ userId: it.userId, teamId: it.teamId, slackUserId: it.slackUserId })),
    after: { teamId, slackUserId, confirmedBy },
  })
}
