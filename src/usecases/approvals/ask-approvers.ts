import type { Tx } from '../../db/database.ts'
import * as outbox from '../../db/outbox.ts'
import * as bindings from '../../db/slack-bindings.ts'
import type { Invitation } from '../../domain/invitation.ts'

/** Somebody who asks for two hundred must not cost every admin two hundred messages: the rest stand on their Home. */
const CARDS = 5
const APPROVERS = 20

/**
 * A card for everybody in Slack who could say yes, except the one who asks: theirs says that it waits, and takes it
 * back. Two statements, however many wait.
 */
export async function askApprovers(
  tx: Tx,
  { organizationId, inviterId }: { organizationId: string; inviterId: string | null },
  waiting: Pick<Invitation, 'id' | 'generation'>[],
  now: Date,
  kind: 'approval-asked' | 'approval-ending' = 'approval-asked',
): Promise<void> {
  if (waiting.length === 0) return
  const approvers = await bindings.ofApprovers(tx, organizationId, now, APPROVERS)
  await outbox.post(
    tx,
    now,
    waiting.slice(0, CARDS).flatMap(({ id, generation }) => {
      const about = { organizationId, invitationId: id, generation }
      return [
        ...approvers
          .filter(({ userId }) => userId !== inviterId)
          .map(({ userId }) => ({ ...about, kind, userId })),
        ...(inviterId && kind === 'approval-asked'
          ? [{ ...about, kind: 'approval-awaited' as const, userId: inviterId }]
          : []),
      ]
    }),
  )
}
