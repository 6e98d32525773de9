import { seeInviteChoices } from '../../usecases/invitations/see-invite-choices.ts'
import { seeUser } from '../../usecases/users/see-user.ts'
import { opening, type Reaction } from '../door/answer.ts'
import { inviteForm } from '../invitations/invite-form.view.ts'

/** Somebody who is known here and was not invited yet: the usual form, with their address in it. */
export const inviteKnown: Reaction = opening('Invite people', async ({ ctx, value }) => {
  const { user } = await seeUser(ctx, value)
  return { modal: inviteForm(await seeInviteChoices(ctx), { addresses: user.email ?? '' }) }
})
