import { type Block, type Choice, input, select, textInput } from '../blocks.ts'
import { dateInput } from '../choosers.ts'
import { genderChoices } from './edit-form.view.ts'

/** A new person as somebody has typed them so far, or as a command named them. */
export interface PersonDraft {
  firstName?: string | null
  lastName?: string | null
  displayName?: string | null
  gender?: string | null
  birthday?: string | null
  email?: string | null
  phone?: string | null
  position?: string | null
}

export const draftFields = [
  'firstName',
  'lastName',
  'displayName',
  'gender',
  'birthday',
  'email',
  'phone',
  'position',
] as const

const line = (field: string, label: string, initial: string | null | undefined, looks = {}): Block =>
  input(field, label, textInput(field, { initial: initial ?? null, max: 300 }), looks)

/** The fields of a new person; which of them have to be filled in is the form's and the organization's to say. */
export function personFields(draft: PersonDraft, isAsked: (field: string) => boolean): Block[] {
  const looks = (field: string) => (isAsked(field) ? {} : { isOptional: true })
  return [
    line('firstName', 'First name', draft.firstName),
    line('lastName', 'Last name', draft.lastName),
    ...(isAsked('displayName') ? [line('displayName', 'Display name', draft.displayName)] : []),
    input(
      'gender',
      'Gender',
      select('gender', genderChoices, { chosen: draft.gender ?? null }),
      looks('gender'),
    ),
    input('birthday', 'Birthday', dateInput('birthday', draft.birthday ?? null), looks('birthday')),
    line('email', 'E-mail in the organization', draft.email, {
      isOptional: true,
      hint: 'What they sign in with. This or a phone number is needed.',
    }),
    line('phone', 'Phone', draft.phone, {
      ...looks('phone'),
      hint: 'With + and the country, as in +90 555 123 45 67.',
    }),
    line('position', 'Position', draft.position, looks('position')),
  ]
}

export const wayChoices: Choice[] = [
  {
    text: 'Their personal e-mail',
    value: 'personal-address',
    description: 'Usher writes there, with a link',
  },
  { text: 'A link I hand over', value: 'link', description: 'No letter; the link is shown to you, once' },
]
