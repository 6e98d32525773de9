import { isManaged } from '../../domain/managed-fields.ts'
import type { SaidField } from '../../domain/said-user.ts'
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
      ...fixed(profile),
      ...names(profile),
      ...contact(profile),
      ...personal(profile),
      ...belonging(seen),
      actions(button('« Back to the profile', 'user.open', user.id)),
    ],
  })
}

/** What the provider says stands there to be read, and where to change it. */
function fixed({ managed, user, managerName, department }: Profile): Block[] {
  if (!managed || managed.fields.length === 0) return []
  const rows: [SaidField, string, string | null | undefined][] = [
    ['firstName', 'First name', user.firstName],
    ['lastName', 'Last name', user.lastName],
    ['displayName', 'Display name', user.displayName],
    ['email', 'E-mail', user.email],
    ['phone', 'Phone', user.phone],
    ['deliveryEmail', 'Personal address', user.deliveryEmail],
    ['gender', 'Gender', user.gender],
    ['birthday', 'Birthday', user.birthday],
    ['position', 'Position', user.position],
    ['managerId', 'Manager', managerName],
    ['department', 'Department', department?.name],
  ]
  const said = rows.filter(([field]) => isManaged(managed, field))
  const from = safe(managed.connection)
  return [
    section(said.map(([, label, value]) => `*${label}:* ${value ? safe(value) : '–'}`).join('\n')),
    context(`This comes from ${from}. Change it there: Usher follows within minutes.`),
  ]
}

/** Only what is ours to change. */
const unless = (managed: Profile['managed'], field: SaidField, ...blocks: Block[]): Block[] =>
  isManaged(managed, field) ? [] : blocks

const line = (field: string, label: string, initial: string | null, looks = {}): Block =>
  input(field, label, textInput(field, { initial, max: 300 }), { isOptional: true, ...looks })

/** A name that is there may be changed, not emptied. */
function names({ user, managed }: Profile): Block[] {
  const kept = (field: 'firstName' | 'lastName') => ({ isOptional: user[field] === null })
  return [
    ...unless(managed, 'firstName', line('firstName', 'First name', user.firstName, kept('firstName'))),
    ...unless(managed, 'lastName', line('lastName', 'Last name', user.lastName, kept('lastName'))),
    ...unless(
      managed,
      'displayName',
      line('displayName', 'Display name', user.displayName, { hint: 'Shown instead of the two above.' }),
    ),
  ]
}

function contact({ user, managed, actions: offered }: Profile): Block[] {
  const mayChange = offered.some((it) => it.action === 'change-email')
  const email = mayChange
    ? line('email', 'E-mail', user.email, {
        hint: 'A new address has to be confirmed: a letter goes there with a link, and until somebody clicks it, this one stays. The old address is told.',
      })
    : context(
        `E-mail: ${user.email ? safe(user.email) : '–'}, which can be changed once they have registered.`,
      )
  const phone = line('phone', 'Phone', user.phone, {
    hint: 'With + and the country, as in +90 555 123 45 67.',
  })
  const personal = line('personalAddress', 'Personal address', user.deliveryEmail, {
    hint: 'Where an invitation goes, where that is not the e-mail they sign in with.',
  })
  return [
    ...unless(managed, 'email', email),
    ...unless(managed, 'phone', phone),
    ...unless(managed, 'deliveryEmail', personal),
  ]
}

export const genderChoices = genders.map((it) => ({
  text: it[0]?.toUpperCase() + it.slice(1),
  value: it,
}))

function personal({ user, managed }: Profile): Block[] {
  const gender = select('gender', genderChoices, { chosen: user.gender })
  const birthday = dateInput('birthday', user.birthday)
  return [
    ...unless(managed, 'gender', input('gender', 'Gender', gender, optional)),
    ...unless(managed, 'birthday', input('birthday', 'Birthday', birthday, optional)),
    ...unless(managed, 'position', line('position', 'Position', user.position)),
  ]
}

function belonging({ profile, choices, mayFill }: EditSeen): Block[] {
  const { user, managed, managerName, department, unit, teams } = profile
  const manager = user.managerId ? { text: managerName ?? '–', value: user.managerId } : null
  const leader = lookup('manager', { placeholder: 'Type a name', chosen: manager })
  return [
    ...unless(managed, 'managerId', input('manager', 'Manager', leader, optional)),
    ...unless(managed, 'department', ...one('department', 'Department', choices.department, department)),
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
