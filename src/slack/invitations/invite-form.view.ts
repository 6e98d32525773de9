import type { InviteChoices } from '../../usecases/invitations/see-invite-choices.ts'
import {
  actions,
  type Block,
  button,
  type Choice,
  context,
  divider,
  input,
  type Modal,
  modal,
  safe,
  section,
  textInput,
} from '../blocks.ts'
import { dateTimeInput, radio } from '../inputs.ts'
import { type Places, placesInputs, rolesInput } from './places.view.ts'

/** What somebody has typed already, behind a command or in the form before this one. */
export interface InviteDraft extends Places {
  addresses?: string
  message?: string | null
  when?: SendChoice
  sendAt?: Date | null
  by?: 'letter' | 'link'
  /** What was not understood or can not be, said on top. */
  troubles?: string[]
  /** Somebody who is here already, to be opened instead. */
  existing?: { text: string; userId: string } | null
  /** Addresses that could be mistaken for others: sent only when they are meant. */
  looksLike?: LookAlike[]
}

export interface LookAlike {
  email: string
  readsAs: string
}

export type SendChoice = 'now' | 'next-business-morning' | 'later'

export function inviteForm(choices: InviteChoices, draft: InviteDraft = {}): Modal {
  return modal({
    title: 'Invite people',
    form: 'invite',
    submit: choices.mayInviteDirectly ? 'Send invitations' : 'Ask for approval',
    blocks: [
      ...troublesIn(draft),
      ...meantExactly(draft.looksLike ?? []),
      input(
        'addresses',
        'E-mail addresses',
        {
          ...textInput('addresses', {
            initial: draft.addresses ?? null,
            isMultiline: true,
            placeholder: 'ada@example.com, bob@example.com',
          }),
          focus_on_load: true,
        },
        { hint: 'Paste them as they are: separated by commas, spaces or lines, with or without names.' },
      ),
      rolesInput(choices, draft),
      ...placesInputs(choices, draft),
      input(
        'message',
        'Personal message',
        textInput('message', { initial: draft.message ?? null, isMultiline: true, max: 1000 }),
        { isOptional: true, hint: 'Stands in the letter as plain text.' },
      ),
      input('when', 'Send', radio('when', sendChoices, draft.when ?? 'now')),
      input('sendAt', 'Send at', dateTimeInput('sendAt', draft.sendAt ?? null), {
        isOptional: true,
        hint: 'Only for “At a time of my choice”.',
      }),
      input('by', 'How', radio('by', ways, draft.by ?? 'letter')),
      ...(choices.mayInviteDirectly
        ? []
        : [context(':raised_hand: Somebody who may invite has to approve these before they are sent.')]),
    ],
  })
}

const troublesIn = ({ troubles = [], existing }: InviteDraft): Block[] => [
  ...(troubles.length > 0 ? [section(troubles.map((it) => `:warning: ${safe(it)}`).join('\n'))] : []),
  ...(existing
    ? [
        section(`:bust_in_silhouette: ${safe(existing.text)}`),
        actions(button('Open existing user', 'user.open', existing.userId)),
        divider,
      ]
    : []),
]

/** A question that is asked before anything is sent to such an address. */
export function meantExactly(looksLike: LookAlike[]): Block[] {
  if (looksLike.length === 0) return []
  const lines = looksLike
    .slice(0, LOOK_ALIKES)
    .map((it) => `• ${safe(it.email)} truly reads \`${safe(it.readsAs)}\``)
  return [
    section(`:warning: *These look like other domains. Are they what you mean?*\n${lines.join('\n')}`),
    input('confirmed', 'Look-alike domains', {
      type: 'checkboxes',
      action_id: 'confirmed',
      options: [{ text: { type: 'plain_text', text: 'Yes, I mean exactly these addresses' }, value: 'yes' }],
    }),
  ]
}

const LOOK_ALIKES = 10

const sendChoices: Choice[] = [
  { text: 'Now', value: 'now' },
  { text: 'The next business morning', value: 'next-business-morning' },
  { text: 'At a time of my choice', value: 'later' },
]

const ways: Choice[] = [
  { text: 'By letter', value: 'letter', description: 'Usher writes to them' },
  {
    text: 'By a link I hand over',
    value: 'link',
    description: 'No letter; the links are shown to you, once',
  },
]
