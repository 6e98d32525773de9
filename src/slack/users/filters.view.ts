import { statusNamed, type Vocabulary } from '../../domain/status-words.ts'
import type { ChoiceKind, FilterChoices } from '../../usecases/users/see-filter-choices.ts'
import { safe } from '../blocks.ts'
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

/** A filter by something that is gone meanwhile stays, finds nobody, and can be taken off. */
export function filteredBy(place: HomePlace, choices: FilterChoices, vocabulary: Vocabulary): Filtered[] {
  const named = filterFields.flatMap(({ field, kind, label }) => {
    const id = place[field]
    if (!id) return []
    const name = choices[kind].find((it) => it.id === id)?.name ?? 'gone'
    return [{ field, text: `${label}: ${name}` }]
  })
  return [
    ...(place.status ? [{ field: 'status', text: `Status: ${statusNamed(place.status, vocabulary)}` }] : []),
    ...named,
  ]
}

export const filterWords = (all: Filtered[]): string => `Shown: ${all.map((it) => safe(it.text)).join(', ')}`
