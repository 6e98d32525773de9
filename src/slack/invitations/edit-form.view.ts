import type { InviteChoices } from '../../usecases/invitations/see-invite-choices.ts'
import type { ShownInvitation } from '../../usecases/invitations/show-invitation.ts'
import { context, input, type Modal, modal, safe, section, textInput } from '../blocks.ts'
import { whom } from './invitation.view.ts'
import { meantExactly } from './invite-form.view.ts'
import { placesOf } from './places.ts'
import { type Places, placesInputs, rolesInput } from './places.view.ts'

interface Edited {
  email?: string
  places?: Places
  /** The address could be mistaken for another: sent only when it is meant. */
  readsAs?: string
}

/** What may still be corrected. The address of a link is no more changed than that of a letter in the post. */
export const editForm = (it: ShownInvitation, choices: InviteChoices, edited: Edited = {}): Modal =>
  modal({
    title: 'Edit invitation',
    form: 'edit-invitation',
    submit: 'Save',
    metadata: { id: it.id },
    blocks: [
      section(`The invitation of *${safe(whom(it))}*`),
      ...(edited.readsAs ? meantExactly([{ email: edited.email ?? '', readsAs: edited.readsAs }]) : []),
      rolesInput(choices, edited.places ?? placesOf(it)),
      ...placesInputs(choices, edited.places ?? placesOf(it)),
      ...(it.email && it.state === 'pending'
        ? [
            input(
              'email',
              'E-mail address',
              textInput('email', { initial: edited.email ?? it.email, max: 320 }),
              {
                hint: 'Another address gets a new invitation with the same promises. The old one ends, and its link is dead.',
              },
            ),
          ]
        : []),
      context('Roles and groups can be changed until they accept; the link stays as it is.'),
    ],
  })
