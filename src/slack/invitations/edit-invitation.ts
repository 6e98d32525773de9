import { readAddress } from '../../domain/email-address.ts'
import { Refusal } from '../../domain/refusal.ts'
import { changeInvitationAddress } from '../../usecases/invitations/change-invitation-address.ts'
import { editInvitation } from '../../usecases/invitations/edit-invitation.ts'
import { seeInviteChoices } from '../../usecases/invitations/see-invite-choices.ts'
import { showInvitation } from '../../usecases/invitations/show-invitation.ts'
import { safe } from '../blocks.ts'
import type { Answer, Heard } from '../door/answer.ts'
import { idIn } from './copy-link.ts'
import { editForm } from './edit-form.view.ts'
import { whom } from './invitation.view.ts'
import { placesIn, promisesOf } from './places.ts'
import { orAsItIs, tellOf } from './tell-of.ts'

export const openEditForm = (heard: Heard): Promise<Answer> =>
  orAsItIs(heard, heard.value, async () => {
    const shown = await showInvitation(heard.ctx, heard.value)
    if (!shown.actions.includes('edit')) throw new Refusal('invitation-closed', { state: shown.state })
    const choices = await seeInviteChoices(heard.ctx)
    const beyond = shown.roles.find((role) => !choices.roles.some(({ id }) => id === role.id))
    if (beyond) throw new Refusal('beyond-your-own-permissions', { role: beyond.name })
    return { modal: editForm(shown, choices) }
  })

/** The promises first; then, where the address is another one, the invitation that takes the place of this one. */
export function saveEdit(heard: Heard): Promise<Answer> {
  const { ctx, fields } = heard
  const id = idIn(heard)
  const places = placesIn(fields)
  return orAsItIs(heard, id, async () => {
    const before = await showInvitation(ctx, id)
    const email = fields.one('email') ?? before.email ?? ''
    const isSame = email === before.email
    const readsAs = isSame ? null : lookAlikeOf(email)
    if (readsAs && !fields.has('confirmed', 'yes'))
      return { modal: editForm(before, await seeInviteChoices(ctx), { email, places, readsAs }) }
    await editInvitation(ctx, id, promisesOf(places))
    if (isSame) return tellOf(heard, id, ':white_check_mark: Saved. The link stays as it is.')
    const next = await changeInvitationAddress(ctx, id, email, readsAs !== null)
    return tellOf(
      heard,
      next.id,
      (it) =>
        `:email: A new invitation to *${safe(whom(it))}* is queued. The one to ${safe(before.email ?? '')} has ended, and its link is dead.`,
    )
  })
}

function lookAlikeOf(typed: string): string | null {
  const read = readAddress(typed)
  return 'fault' in read ? null : read.lookAlike
}
