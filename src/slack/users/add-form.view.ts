import type { InviteChoices } from '../../usecases/invitations/see-invite-choices.ts'
import {
  actions,
  type Block,
  button,
  context,
  divider,
  header,
  input,
  type Modal,
  modal,
  safe,
  section,
  textInput,
} from '../blocks.ts'
import type { Metadata } from '../door/told.ts'
import { radio } from '../inputs.ts'
import { type PersonDraft, personFields, wayChoices } from './person-fields.view.ts'
import { type PlacingDraft, placing } from './placing.view.ts'

export interface AddDraft extends PersonDraft, PlacingDraft {
  method?: 'personal-address' | 'link'
  personalAddress?: string | null
  message?: string | null
}

const needed = new Set(['firstName', 'lastName', 'gender', 'birthday'])

const isAskedBy =
  ({ organization }: InviteChoices) =>
  (field: string): boolean =>
    needed.has(field) || organization.requiredFields.some((it) => it === field)

/** Who they are. */
export const addForm = (choices: InviteChoices, draft: AddDraft = {}): Modal =>
  modal({
    title: 'Add new user',
    form: 'user.add',
    submit: 'Next',
    metadata: placedAlready(draft),
    blocks: [
      context('*Step 1 of 2* · Who they are. Next: how they are invited, and as what.'),
      ...personFields(draft, isAskedBy(choices)),
    ],
  })

/** A command may have named roles and groups: their ids wait for the step that asks for them. */
const placedAlready = ({ roleIds = [], teamIds = [], departmentId, unitId }: AddDraft): Metadata => ({
  ...(roleIds.length > 0 ? { roles: roleIds.join(' ') } : {}),
  ...(teamIds.length > 0 ? { teams: teamIds.join(' ') } : {}),
  ...(departmentId ? { department: departmentId } : {}),
  ...(unitId ? { unit: unitId } : {}),
})

/** How they are invited. What the first step said stands below, and can be corrected. */
export const inviteStep = (choices: InviteChoices, draft: AddDraft): Modal =>
  modal({
    title: 'Add new user',
    form: 'user.add-2',
    submit: 'Invite',
    blocks: [
      context('*Step 2 of 2* · How they are invited, and as what.'),
      ...method(draft),
      ...placing(choices, draft, 'Given when they accept, not before.'),
      input(
        'message',
        'Personal message',
        textInput('message', { initial: draft.message ?? null, isMultiline: true, max: 1000 }),
        { isOptional: true },
      ),
      divider,
      header('Who they are'),
      ...personFields(draft, isAskedBy(choices)),
    ],
  })

/** Each way asks for what it needs, and for nothing else. */
function method({ method: way = 'personal-address', personalAddress }: AddDraft): Block[] {
  const choice = input('method', 'How to invite them', radio('user.method', wayChoices, way), {
    dispatches: true,
  })
  if (way === 'link') return [choice]
  return [
    choice,
    input(
      'personalAddress',
      'Personal e-mail',
      textInput('personalAddress', { initial: personalAddress ?? null, max: 300 }),
      { hint: 'The letter goes here. They sign in with the e-mail or phone of the organization.' },
    ),
  ]
}

export interface Added {
  name: string
  userId: string
  invitationId: string
  personalAddress: string | null
  link: string | null
  waitsForApproval: boolean
}

export const addedModal = (it: Added): Modal =>
  modal({
    title: 'Invitation created',
    metadata: { user: it.userId },
    close: 'Done',
    blocks: [
      section(addedWords(it)),
      ...(it.link
        ? [
            section(`:link: <${it.link}>`),
            context(
              'The link is shown this once, to you alone. It works once, for this person only; hand it over yourself.',
            ),
          ]
        : []),
      actions(
        button('Open profile', 'user.open', it.userId),
        button('Open invitation', 'invitation.open', it.invitationId),
      ),
    ],
  })

function addedWords({ name, personalAddress, link, waitsForApproval }: Added): string {
  const who = `:white_check_mark: *${safe(name)}* was added`
  if (waitsForApproval)
    return `${who}. :raised_hand: Somebody else has to approve the invitation before it leaves.`
  if (link) return `${who}. No letter was sent.`
  return `${who}, and an invitation is on its way to ${safe(personalAddress ?? '')}.`
}
