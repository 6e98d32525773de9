import type { types } from '@slack/bolt'
import { type Choice, multiSelect, option, select } from './blocks.ts'

/** The most that Slack shows in one list; what is longer is looked up while somebody types. */
const OPTIONS = 100

interface Looks {
  placeholder?: string
  chosen?: Choice | null
  /** How much has to be typed before anything is looked up. */
  fromLetters?: number
}

/** A list that is looked up while somebody types: the `options` table has a reaction of the same name. */
export const lookup = (
  action: string,
  { placeholder = 'Type to search', chosen, fromLetters = 0 }: Looks = {},
): types.ExternalSelect => ({
  type: 'external_select',
  action_id: action,
  min_query_length: fromLetters,
  placeholder: { type: 'plain_text', text: placeholder },
  ...(chosen ? { initial_option: option(chosen) } : {}),
})

/** One of these: shown at once where they fit, else looked up. */
export const chooser = (
  action: string,
  choices: Choice[],
  { placeholder, chosen = null }: Looks = {},
): types.StaticSelect | types.ExternalSelect => {
  const looks = placeholder ? { placeholder } : {}
  if (choices.length > OPTIONS) return lookup(action, { ...looks, chosen })
  return select(action, choices, { ...looks, chosen: chosen?.value ?? null })
}

/** Several of these, likewise. */
export const multiChooser = (
  action: string,
  choices: Choice[],
  { placeholder, chosen = [] }: { placeholder?: string; chosen?: Choice[] } = {},
): types.MultiStaticSelect | types.MultiExternalSelect => {
  const looks = placeholder ? { placeholder } : {}
  if (choices.length <= OPTIONS)
    return multiSelect(action, choices, { ...looks, chosen: chosen.map((it) => it.value) })
  return {
    type: 'multi_external_select',
    action_id: action,
    min_query_length: 0,
    ...(placeholder ? { placeholder: { type: 'plain_text', text: placeholder } } : {}),
    ...(chosen.length > 0 ? { initial_options: chosen.map(option) } : {}),
  }
}

export const dateInput = (action: string, initial: string | null): types.Datepicker => ({
  type: 'datepicker',
  action_id: action,
  ...(initial ? { initial_date: initial } : {}),
})

export const choiceOf = ({ id, name }: { id: string; name: string }): Choice => ({ text: name, value: id })
