import type { Fault } from './fault.ts'
import { option, optionGroup } from './objects.ts'
import { uniqueValues } from './picked.ts'
import { all, either, list, object } from './shape.ts'

const answer = all(
  object({}, { options: list(option, 0, 100), option_groups: list(optionGroup, 0, 100) }),
  either('options', 'option_groups'),
  uniqueValues,
)

/** What an app answers while somebody types into an external select. No match is an empty list, and allowed. */
export function checkSuggestions(value: unknown): Fault[] {
  const faults: Fault[] = []
  answer(value, '', faults)
  return faults
}
