import { showInvitation } from '../../usecases/invitations/show-invitation.ts'
import type { Answer, Heard } from '../door/answer.ts'
import { invitationDetails } from './invitation-details.view.ts'

/** Everything about one invitation, in a modal. */
export const openInvitation = async ({ ctx, value }: Heard): Promise<Answer> => ({
  modal: invitationDetails(await showInvitation(ctx, value), ctx.now()),
})
