import { seeInviteChoices } from '../../usecases/invitations/see-invite-choices.ts'
import { showInvitation } from '../../usecases/invitations/show-invitation.ts'
import { readFully } from '../commands/word.ts'
import type { Answer, Heard } from '../door/answer.ts'
import { addressesInMessage, type MessageLike } from '../words/addresses-in-message.ts'
import { readPeople } from '../words/read-people.ts'
import { written } from './draft-from-words.ts'
import { addressOf } from './invitation.view.ts'
import { type InviteDraft, inviteForm } from './invite-form.view.ts'
import { mentioned } from './mentioned.ts'
import { placesOf } from './places.ts'

const opened = async ({ ctx }: Heard, draft: InviteDraft = {}): Promise<Answer> => ({
  modal: inviteForm(await seeInviteChoices(ctx), draft),
})

/** The form, empty. */
export const openInviteForm = (heard: Heard): Promise<Answer> => opened(heard)

/** Whatever addresses somebody wrote in a message, in the form: nothing is sent before it was looked at. */
export function inviteFromMessage(heard: Heard): Promise<Answer> {
  const found = addressesInMessage((heard.body.message ?? {}) as MessageLike)
  const troubles = found.length === 0 ? ['There is no e-mail address in that message.'] : []
  return opened(heard, { addresses: found.join('\n'), troubles })
}

/** What was typed behind a command, in the form, with whatever kept it from being sent. */
export async function inviteFromWords(heard: Heard): Promise<Answer> {
  const asked = await readFully(heard, readPeople(heard.value, whenever))
  if (asked.word !== 'invite') return opened(heard)
  const choices = await seeInviteChoices(heard.ctx)
  const named = await mentioned(heard, asked.invite.mentions)
  return { modal: inviteForm(choices, written(asked.invite, named, choices, heard.speaker.timeZone).draft) }
}

const whenever = { year: 2000, month: 1, day: 1, hour: 0, minute: 0 }

/** The same person, with the same promises as far as they can still be made. */
export async function inviteAgain(heard: Heard): Promise<Answer> {
  const before = await showInvitation(heard.ctx, heard.value)
  return opened(heard, {
    addresses: addressOf(before) ?? '',
    ...placesOf(before),
    message: before.message,
    by: before.email ? 'letter' : 'link',
  })
}
