import type { InviteChoices } from '../../usecases/invitations/see-invite-choices.ts'
import {
  type Block,
  type Choice,
  context,
  input,
  type Modal,
  modal,
  multiSelect,
  safe,
  section,
  select,
  textInput,
} from '../blocks.ts'
import { dateTimeInput, radio } from '../inputs.ts'

/** What somebody has typed already, behind a command or in the form before this one. */
export interface InviteDraft {
  addresses?: string
  roleIds?: string[]
  departmentId?: string | null
  unitId?: string | null
  teamIds?: string[]
  message?: string | null
  when?: SendChoice
  sendAt?: Date | null
  by?: 'letter' | 'link'
  /** What was not understood, said on top. */
  troubles?: string[]
  /** An address that could be mistaken for another: sent only when it is meant. */
  looksLike?: { email: string; readsAs: string }[]
}

export type SendChoice = 'now' | 'next-business-morning' | 'later'

export function inviteForm(choices: InviteChoices, draft: InviteDraft = {}): Modal {
  return modal({
    title: 'Invite people',
    form: 'invite',
    submit: 'Send invitations',
    blocks: [
      ...(draft.troubles?.length ? [context(`:warning: ${draft.troubles.map(safe).join('\n')}`)] : []),
      ...lookAlikes(draft),
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
      input(
        'roles',
        'Role',
        multiSelect('roles', choices.roles.map(choiceOf), {
          placeholder: 'Choose one or more',
          chosen: draft.roleIds ?? (choices.defaultRoleId ? [choices.defaultRoleId] : []),
        }),
        { hint: 'Given when they accept, not before.' },
      ),
      ...placesIn(choices, draft),
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

function lookAlikes({ looksLike = [] }: InviteDraft): Block[] {
  if (looksLike.length === 0) return []
  const lines = looksLike.map((it) => `• ${safe(it.email)} truly reads \`${safe(it.readsAs)}\``)
  return [
    section(`:warning: *These look like other domains. Are they what you mean?*\n${lines.join('\n')}`),
    input('confirmed', 'Look-alike domains', {
      type: 'checkboxes',
      action_id: 'confirmed',
      options: [{ text: { type: 'plain_text', text: 'Yes, I mean exactly these addresses' }, value: 'yes' }],
    }),
  ]
}

const choiceOf = ({ id, name }: { id: string; name: string }): Choice => ({ text: name, value: id })

/** Only the kinds of groups that this organization has: an empty list to choose from would be refused by Slack. */
function placesIn({ groups }: InviteChoices, draft: InviteDraft): Block[] {
  const one = (
    field: string,
    label: string,
    choices: { id: string; name: string }[],
    chosen?: string | null,
  ) =>
    choices.length > 0
      ? [
          input(
            field,
            label,
            select(field, choices.map(choiceOf), { chosen: chosen ?? null, placeholder: 'None' }),
            {
              isOptional: true,
            },
          ),
        ]
      : []
  const teams =
    groups.team.length > 0
      ? [
          input(
            'teams',
            'Teams',
            multiSelect('teams', groups.team.map(choiceOf), {
              placeholder: 'None',
              chosen: draft.teamIds ?? [],
            }),
            { isOptional: true },
          ),
        ]
      : []
  return [
    ...one('department', 'Department', groups.department, draft.departmentId),
    ...one('unit', 'Unit', groups.unit, draft.unitId),
    ...teams,
  ]
}

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
