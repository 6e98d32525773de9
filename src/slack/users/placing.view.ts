import type { InviteChoices } from '../../usecases/invitations/see-invite-choices.ts'
import { type Block, input } from '../blocks.ts'
import { choiceOf, chooser, multiChooser } from '../choosers.ts'

/** Roles and groups of somebody new, as far as they are chosen. */
export interface PlacingDraft {
  roleIds?: string[]
  departmentId?: string | null
  unitId?: string | null
  teamIds?: string[]
}

/** Only the kinds of groups that this organization has: an empty list would be refused by Slack. */
export function placing(choices: InviteChoices, draft: PlacingDraft, hint: string): Block[] {
  const chosen = draft.roleIds ?? (choices.defaultRoleId ? [choices.defaultRoleId] : [])
  const among = (all: { id: string; name: string }[], ids: string[]) =>
    all.filter((it) => ids.includes(it.id)).map(choiceOf)
  const one = (field: string, label: string, all: { id: string; name: string }[], id?: string | null) =>
    all.length === 0
      ? []
      : [
          input(
            field,
            label,
            chooser(field, all.map(choiceOf), {
              placeholder: 'None',
              chosen: among(all, id ? [id] : [])[0] ?? null,
            }),
            { isOptional: true },
          ),
        ]
  const { department, unit, team } = choices.groups
  return [
    input(
      'roles',
      'Role',
      multiChooser('roles', choices.roles.map(choiceOf), {
        placeholder: 'Choose one or more',
        chosen: among(choices.roles, chosen),
      }),
      { hint },
    ),
    ...one('department', 'Department', department, draft.departmentId),
    ...one('unit', 'Unit', unit, draft.unitId),
    ...(team.length > 0
      ? [
          input(
            'teams',
            'Teams',
            multiChooser('teams', team.map(choiceOf), {
              placeholder: 'None',
              chosen: among(team, draft.teamIds ?? []),
            }),
            { isOptional: true },
          ),
        ]
      : []),
  ]
}
