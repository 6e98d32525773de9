import { seeInviteChoices } from '../../usecases/invitations/see-invite-choices.ts'
import type { Answer, Heard } from '../door/answer.ts'
import { inviteForm } from './invite-form.view.ts'

/** The form, empty. */
export const openInviteForm = async ({ ctx }: Heard): Promise<Answer> => ({
  modal: inviteForm(await seeInviteChoices(ctx)),
})
