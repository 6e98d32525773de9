import { genders } from '../../domain/user.ts'
import type { FilterChoices, Named } from '../../usecases/users/see-filter-choices.ts'
import type { Profile } from '../../usecases/users/see-user.ts'
import {
  actions,
  type Block,
  button,
  context,
  input,
  type Modal,
  modal,
  safe,
  section,
  select,
  textInput,
} from '../blocks.ts'
import { choiceOf, chooser, dateInput, lookup, multiChooser } from '../choosers.ts'
import { NONE } from './none.ts'

export interface EditSeen {
  profile: Profile
  choices: FilterChoices
  mayFill: boolean
}

const optional = { isOptional: true }

export function editForm(seen: EditSeen): Modal {
  const { profile } = seen
  const { user, name } = profile
  return modal({
    title: 'Edit user',
    form: 'user.edit',
    submit: 'Save changes',
    metadata: { user: user.id, version: `${user.version}` },
    blocks: [
      section(`*${safe(name)}*`),
      ...names(profile),
      ...contact(profile),
      ...personal(profile),
      ...belonging(seen),
      actions(button('« Back to the profile', 'user.open', user.id)),
    ],
  })
}

const line = (field: string, label: string, initial: string | null, looks = {}): Block =>
  input(field, label, textInput(field, { initial, max: 300 }), { isOptional: true, ...looks })

/** A name that is there may be changed, not emptied. */
const names = ({ user }: Profile): Block[] => [
  line('firstName', 'First name', user.firstName, { isOptional: user.firstName === null }),
  line('lastName', 'Last name', user.lastName, { isOptional: user.lastName === null }),
  line('displayName', 'Display name', user.displayName, { hint: 'Shown instead of the two above.' }),
]

function contact({ user, actions: offered }: Profile): Block[] {
  const mayChange = offered.some((it) => it.action === 'change-email')
  return [
    mayChange
      ? line('email', 'E-mail', user.email, {
          hint: 'A new address has to be confirmed: a letter goes there with a link, and until somebody clicks it, this one stays. The old address is told.',
        })
      : context(
          `E-mail: ${user.email ? safe(user.email) : '–'}, which can be changed once they have registered.`,
        ),
    line('phone', 'Phone', user.phone, { hint: 'With + and the country, as in +90 555 123 45 67.' }),
    line('personalAddress', 'Personal address', user.deliveryEmail, {
      hint: 'Where an invitation goes, where that is not the e-mail they sign in with.',
    }),
  ]
}

export const genderChoices = genders.map((it) => ({
  text: it[0]?.toUpperCase() + it.slice(1),
  value: it,
}))

const personal = ({ user }: Profile): Block[] => [
  input('gender', 'Gender', select('gender', genderChoices, { chosen: user.gender }), optional),
  input('birthday', 'Birthday', dateInput('birthday', user.birthday), optional),
  line('position', 'Position', user.position),
]

function belonging({ profile, choices, mayFill }: EditSeen): Block[] {
  const { user, managerName, department, unit, teams } = profile
  const manager = user.managerId ? { text: managerName ?? '–', value: user.managerId } : null
  return [
    input('manager', 'Manager', lookup('manager', { placeholder: 'Type a name', chosen: manager }), optional),
    ...one('department', 'Department', choices.department, department),
    ...one('unit', 'Unit', choices.unit, unit),
    ...(mayFill && choices.team.length > 0
      ? [
          input(
            'teams',
            'Teams',
            multiChooser('teams', choices.team.map(choiceOf), {
              placeholder: 'None',
              chosen: teams.map(choiceOf),
            }),
            optional,
          ),
        ]
      : []),
  ]
}

/** With a way back to none, since Slack lets nobody empty a list. */
const one = (field: string, label: string, all: Named[], held: Named | null): Block[] => {
  const offered = [{ text: 'None', value: NONE }, ...all.map(choiceOf)]
  const chosen = held ? choiceOf(held) : null
  if (all.length === 0 && !held) return []
  return [input(field, label, chooser(field, offered, { placeholder: 'None', chosen }), optional)]
}
