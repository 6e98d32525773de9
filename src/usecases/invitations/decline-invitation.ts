import * as outbox from '../../db/outbox.ts'
import { decline } from '../../domain/invitation.ts'
import { plainText, WHY_LIMIT } from '../../domain/plain-text.ts'
import { actingAs, atomically, type Outside } from '../context.ts'
import { record } from '../record.ts'
import { closeInvitation, withdrawPerson } from './close-invitation.ts'
import { lockByLink, mustLive } from './find-by-link.ts'
import { tellInviter } from './tell-inviter.ts'

export function declineInvitation(ctx: Outside, token: string, why: string): Promise<void> {
  return atomically(ctx, async (tx) => {
    const found = await lockByLink(tx, token)
    const { invitation } = found
    const now = ctx.now()
    mustLive(found, now)

    const reason = plainText(why, WHY_LIMIT)
    await closeInvitation(tx, invitation, decline(invitation, reason, now), now)
    await withdrawPerson(tx, invitation)
    await outbox.post(tx, now, tellInviter(invitation, 'invitation-declined'))
    const { organizationId, userId, id } = invitation
    await record(tx, actingAs(ctx, { kind: 'invitee', organizationId, userId }), {
      act: 'invitation.decline',
      targetKind: 'invitation',
      targetId: id,
      after: { why: reason },
    })
  })
}
