import type { Tx } from '../../db/database.ts'
import * as invitations from '../../db/invitations.ts'
import * as outbox from '../../db/outbox.ts'
import { cancel } from '../../domain/invitation.ts'
import { actingAs, atomically, type Outside } from '../context.ts'
import { eachAlone } from '../each-alone.ts'
import { closeInvitation, withdrawPerson } from '../invitations/close-invitation.ts'
import { tellInviter } from '../invitations/tell-inviter.ts'
import { record } from '../record.ts'

const BATCH = 100

/** Requests that nobody decided in the time their organization gives; whoever asked hears of it. Says how many ended. */
export async function endUndecided(ctx: Outside): Promise<number> {
  const due = await atomically(ctx, (tx) => invitations.undecided(tx, ctx.now(), BATCH))
  return eachAlone(due, ({ organizationId, id }) => atomically(ctx, (tx) => end(tx, ctx, organizationId, id)))
}

async function end(tx: Tx, ctx: Outside, organizationId: string, id: string): Promise<number> {
  const invitation = await invitations.lock(tx, organizationId, id)
  if (invitation.ending || invitation.approvedAt) return 0
  const now = ctx.now()
  const ending = cancel(invitation, null, 'nobody decided in time', now)
  const closed = await closeInvitation(tx, invitation, ending, now)
  await withdrawPerson(tx, invitation)
  await outbox.post(tx, now, tellInviter(closed, 'approval-undecided'))
  await record(tx, actingAs(ctx, { kind: 'system', organizationId }), {
    act: 'invitation.end-undecided',
    targetKind: 'invitation',
    targetId: id,
  })
  return 1
}
