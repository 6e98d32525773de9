import type { Fields } from '../door/fields.ts'
import type { Places } from './places.view.ts'

export const placesIn = (fields: Fields): Required<Places> => ({
  roleIds: fields.many('roles'),
  departmentId: fields.one('department'),
  unitId: fields.one('unit'),
  teamIds: fields.many('teams'),
})

/** What a use-case calls them: roles, and groups of whichever kind. */
export const promisesOf = (chosen: Places): { roles: string[]; groups: string[] } => ({
  roles: chosen.roleIds ?? [],
  groups: [chosen.departmentId, chosen.unitId, ...(chosen.teamIds ?? [])].filter((it) => it != null),
})

interface Promised {
  roles: { id: string }[]
  groups: { id: string; kind: string }[]
}

/** What an invitation promises now, as a form has it. */
export function placesOf({ roles, groups }: Promised): Required<Places> {
  const ofKind = (kind: string) => groups.filter((it) => it.kind === kind).map((it) => it.id)
  return {
    roleIds: roles.map((it) => it.id),
    departmentId: ofKind('department')[0] ?? null,
    unitId: ofKind('unit')[0] ?? null,
    teamIds: ofKind('team'),
  }
}
