import type { InviteChoices } from '../../usecases/invitations/see-invite-choices.ts'
import { context, input, type Modal, modal, textInput } from '../blocks.ts'
import { radio } from '../inputs.ts'
import { type PersonDraft, personFields } from './person-fields.view.ts'
import { type PlacingDraft, placing } from './placing.view.ts'

export interface CreateDraft extends PersonDraft, PlacingDraft {
  password?: 'made' | 'typed'
}

const needed = new Set(['firstName', 'lastName'])

/** An account at once, with a password that somebody else has seen: said to be second best, and kept short-lived. */
export const createForm = (choices: InviteChoices, draft: CreateDraft = {}): Modal =>
  modal({
    title: 'Create user',
    form: 'user.create',
    submit: 'Create user',
    blocks: [
      context(
        ':bulb: Inviting is the recommended way: then nobody but the person ever knows the password. Create an account for whom no letter and no link reaches.',
      ),
      ...personFields(
        draft,
        (field) => needed.has(field) || choices.organization.requiredFields.some((it) => it === field),
      ),
      ...placing(choices, draft, 'Held from the first sign-in on.'),
      input(
        'passwordKind',
        'Temporary password',
        radio('user.password-kind', passwordChoices, draft.password ?? 'made'),
        {
          dispatches: true,
          hint: 'Good for a day and for one thing: to choose an own password at the first sign-in.',
        },
      ),
      ...(draft.password === 'typed'
        ? [
            input('password', 'Password', textInput('password', { max: 200 }), {
              hint: `At least ${choices.organization.passwordMinimum} characters, nothing common, and no name in it.`,
            }),
          ]
        : []),
    ],
  })

const passwordChoices = [
  { text: 'Make one up', value: 'made', description: 'Recommended: nobody can guess it' },
  { text: 'I type one', value: 'typed' },
]
