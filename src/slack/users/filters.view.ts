import { type ListedState, statesMeant } from '../../domain/status-words.ts'
import type { ChoiceKind, FilterChoices } from '../../usecases/users/see-filter-choices.ts'
import { type Choice, safe } from '../blocks.ts'
import type { HomePlace } from '../door/answer.ts'

/** A filter that is on, as it is called. */
export interface Filtered {
  field: string
  text: string
}

/** What a list of people can be narrowed to, besides their status; each is kept in the place under its name. */
export const filterFields: { field: ChoiceKind; kind: ChoiceKind; any: string; label: string }[] = [
  { field: 'role', kind: 'role', any: 'Any role', label: 'Role' },
  { field: 'team', kind: 'team', any: 'Any team', label: 'Team' },
  { field: 'department', kind: 'department', any: 'Any department', label: 'Department' },
  { field: 'unit', kind: 'unit', any: 'Any unit', label: 'Unit' },
  { field: 'site', kind: 'site', any: 'Any site', label: 'Site' },
]

/** In words that every vocabulary understands. */
export const statusChoices: Choice[] = [
  { text: 'Active', value: 'active' },
  { text: 'Pending: invited', value: 'invited' },
  { text: 'Pending: not invited', value: 'staged' },
  { text: 'Pending: all', value: 'pending' },
  { text: 'Inactive', value: 'inactive' },
]

const stateNames: Record<ListedState, string> = {
  active: 'active',
  invited: 'invited',
  staged: 'not invited',
  suspended: 'suspended',
}

/** A filter by something that is gone meanwhile stays, finds nobody, and can be taken off. */
export function filteredBy(place: HomePlace, choices: FilterChoices): Filtered[] {
  const named = filterFields.flatMap(({ field, kind, label }) => {
    const id = place[field]
    if (!id) return []
    const name = choices[kind].find((it) => it.id === id)?.name ?? 'gone'
    return [{ field, text: `${label}: ${name}` }]
  })
  return [
    ...(place.status ? [{ field: 'status', text: `Status: ${statusName(place.status)}` }] : []),
    ...named,
  ]
}

const statusName = (status: string): string =>
  statusChoices.find((it) => it.value === status)?.text ??
  (statesMeant(status) ?? []).map((it) => stateNames[it]).join(' or ')

export const filterWords = (all: Filtered[]): string => `Shown: ${all.map((it) => safe(it.text)).join(', ')}`
