import type { Tx } from '../../db/database.ts'
import * as events from '../../db/delivery-events.ts'
import * as invitations from '../../db/invitations.ts'
import * as outbox from '../../db/outbox.ts'
import type { Outside } from '../context.ts'
import { tellInviter } from '../invitations/tell-inviter.ts'

/** It is tried no more. */
export async function endMessage<S extends 'sent' | 'failed' | 'dead' | 'dropped'>(
  tx: Tx,
  ctx: Outside,
  message: outbox.Message,
  status: S,
  reply: string | null,
): Promise<S> {
  await outbox.end(tx, message, status, reply, ctx.now())
  await noteTry(tx, ctx, message, status, reply)
  if (status === 'failed' || status === 'dead') await tellInviterOfFailure(tx, ctx, message)
  return status
}

async function tellInviterOfFailure(tx: Tx, ctx: Outside, message: outbox.Message): Promise<void> {
  const { kind, organizationId, invitationId } = message
  if (kind !== 'invitation' || !invitationId) return
  const invitation = await invitations.find(tx, organizationId, invitationId)
  await outbox.post(tx, ctx.now(), tellInviter(invitation, 'delivery-failed'))
}

/** The trail tells of the invitation's own letters; notices to the inviter would only clutter it. */
export async function noteTry(
  tx: Tx,
  ctx: Outside,
  { kind, organizationId, id: messageId, invitationId, generation }: outbox.Message,
  event: events.DeliveryEventKind,
  detail: string | null,
): Promise<void> {
  if (kind !== 'invitation' || !invitationId) return
  await events.note(tx, ctx.now(), [
    { organizationId, invitationId, messageId, generation, kind: event, detail },
  ])
}
