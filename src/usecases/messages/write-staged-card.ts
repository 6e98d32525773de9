import type { Tx } from '../../db/database.ts'
import type { Message } from '../../db/outbox.ts'
import * as bindings from '../../db/slack-bindings.ts'
import * as runs from '../../db/staged-runs.ts'
import type { CardPlace, StagedRunCard } from '../../domain/card.ts'
import { NOTICE_WORTH_SECONDS } from '../../domain/delivery.ts'
import type { StagedRun } from '../../domain/staged-run.ts'
import { after } from '../../domain/time.ts'
import type { Outside } from '../context.ts'
import { progressOf } from '../staged/progress-of.ts'

export interface WrittenStagedCard {
  run: StagedRun
  card: StagedRunCard
  place: CardPlace
  until: Date
}

/** Null where this message is none, or whoever began it is not in Slack. */
export async function writeStagedCard(
  tx: Tx,
  ctx: Outside,
  { kind, organizationId, stagedRunId, userId, createdAt }: Message,
): Promise<WrittenStagedCard | null> {
  const run = stagedRunId && userId ? await runs.findIfThere(tx, organizationId, stagedRunId) : undefined
  const place = run && userId && (await placeOf(tx, run, kind, userId))
  if (!run || !place) return null
  const progress = await progressOf(tx, run, userId, ctx.now())
  return {
    run,
    card: { occasion: 'staged-run', run: progress },
    place,
    until: after(createdAt, NOTICE_WORTH_SECONDS),
  }
}

async function placeOf(
  tx: Tx,
  { organizationId, teamId, channel, ts }: StagedRun,
  kind: Message['kind'],
  userId: string,
): Promise<CardPlace | null> {
  if (teamId && channel && ts) return { teamId, channel, ts }
  if (kind === 'redraw-staged-run') return null
  const [binding] = await bindings.ofUsers(tx, organizationId, [userId])
  return binding ? { teamId: binding.teamId, channel: binding.slackUserId, ts: null } : null
}
