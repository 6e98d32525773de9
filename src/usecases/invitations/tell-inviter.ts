import type { MessageKind, NewMessage } from '../../db/outbox.ts'
import type { Invitation } from '../../domain/invitation.ts'

/** Word to whoever invited; the command line has no ear. */
export const tellInviter = (it: Invitation, kind: MessageKind): NewMessage[] =>
  it.inviterId
    ? [
        {
          organizationId: it.organizationId,
          kind,
          invitationId: it.id,
          generation: it.generation,
          userId: it.inviterId,
        },
      ]
    : []
