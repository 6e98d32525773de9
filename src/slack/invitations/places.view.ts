import type { InviteChoices, Named } from '../../usecases/invitations/see-invite-choices.ts'
import { type Block, type Choice, input, multiSelect, select } from '../blocks.ts'

/** What has been chosen of roles and groups. */
export interface Places {
  roleIds?: string[]
  departmentId?: string | null
  unitId?: string | null
  teamIds?: string[]
}

const choiceOf = ({ id, name }: Named): Choice => ({ text: name, value: id })

/** Slack would show the one as empty whose list does not hold it: what is chosen comes before what is cut off. */
const choicesOf = (all: Named[], chosen: string[]): Choice[] =>
  [...all.filter((it) => chosen.includes(it.id)), ...all.filter((it) => !chosen.includes(it.id))].map(
    choiceOf,
  )

export const rolesInput = ({ roles, defaultRoleId }: InviteChoices, { roleIds }: Places): Block => {
  const chosen = roleIds ?? (defaultRoleId ? [defaultRoleId] : [])
  return input(
    'roles',
    'Role',
    multiSelect('roles', choicesOf(roles, chosen), { placeholder: 'Choose one or more', chosen }),
    { hint: 'Given when they accept, not before.' },
  )
}

/** Only the kinds of groups that this organization has: an empty list to choose from would be refused by Slack. */
export const placesInputs = ({ groups }: InviteChoices, chosen: Places): Block[] => [
  ...oneOf('department', 'Department', groups.department, chosen.departmentId),
  ...oneOf('unit', 'Unit', groups.unit, chosen.unitId),
  ...(groups.team.length > 0
    ? [
        input(
          'teams',
          'Teams',
          multiSelect('teams', choicesOf(groups.team, chosen.teamIds ?? []), {
            placeholder: 'None',
            chosen: chosen.teamIds ?? [],
          }),
          { isOptional: true },
        ),
      ]
    : []),
]

function oneOf(field: string, label: string, all: Named[], chosen: string | null = null): Block[] {
  if (all.length === 0) return []
  const choices = choicesOf(all, chosen ? [chosen] : [])
  return [input(field, label, select(field, choices, { chosen, placeholder: 'None' }), { isOptional: true })]
}
