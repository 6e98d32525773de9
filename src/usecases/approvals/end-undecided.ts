import * as invitations from '../../db/invitations.ts'
import { cancel } from '../../domain/invitation.ts'
import { actingAs, atomically, type Outside } from '../context.ts'
import { closeInvitation, withdrawPerson } from '../invitations/close-invitation.ts'
import { record } from '../record.ts'

const BATCH = 100

/** Requests that nobody decided in the time their organization gives. Says how many ended. */
export async function endUndecided(ctx: Outside): Promise<number> {
  const due = await atomically(ctx, (tx) => invitations.undecided(tx, ctx.now(), BATCH))
  for (const { organizationId, id } of due)
    await atomically(ctx, async (tx) => {
      const invitation = await invitations.lock(tx, organizationId, id)
      if (invitation.ending || invitation.approvedAt) return
      const now = ctx.now()
      await closeInvitation(tx, invitation, cancel(invitation, null, 'nobody decided in time', now), now)
      await withdrawPerson(tx, invitation)
      await record(tx, actingAs(ctx, { kind: 'system', organizationId }), {
        act: 'invitation.end-undecided',
        targetKind: 'invitation',
        targetId: id,
      })
    })
  return due.length
}
