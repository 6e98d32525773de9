import { Cannot } from '../workspace/cannot.ts'
import { type Element, type Option, optionsOf } from '../workspace/kit.ts'
import type { Workspace } from '../workspace/workspace.ts'

/** What a person enters: text, a date, an option's value, ids; lists where several may be chosen. */
export type Choice = string | number | string[] | null

/** Options that the bot offered for an external select last, by action: only these can be chosen. */
export type Offered = Option[]

/** What a person enters, as the payload carries it. Slack offers no way to choose what is not there. */
export function contentFor(it: Workspace, element: Element, choice: Choice, offered: Offered): unknown {
  const read = READERS[element.type]
  if (!read) throw new Cannot(`A ${element.type} takes no entry`)
  return read(element, choice, it, offered)
}

type Reader = (element: Element, choice: Choice, it: Workspace, offered: Offered) => unknown

const text: Reader = (_element, choice) => (choice === null || choice === '' ? null : String(choice))
const one: Reader = (element, choice, _it, offered) =>
  choice === null ? null : pick(element, String(choice), offered)
const many: Reader = (element, choice, _it, offered) => {
  const chosen = list(choice).map((value) => pick(element, value, offered))
  const most = Number(element.max_selected_items ?? Number.POSITIVE_INFINITY)
  if (chosen.length > most) throw new Cannot(`Only ${most} can be selected`)
  return chosen
}

const list = (choice: Choice): string[] =>
  choice === null ? [] : Array.isArray(choice) ? choice : [String(choice)]

function pick(element: Element, value: string, offered: Offered): Option {
  const options = element.type.endsWith('external_select')
    ? [...offered, ...initialOf(element)]
    : optionsOf(element)
  const found = options.find((it) => it.value === value)
  if (!found) throw new Cannot(`There is no option ${value}`)
  return found
}

const initialOf = (element: Element): Option[] =>
  [element.initial_option, element.initial_options].flat().filter((it) => it !== undefined) as Option[]

const known =
  (kind: 'people' | 'channels'): Reader =>
  (_element, choice, it) => {
    if (choice === null) return null
    if (!it[kind].has(String(choice))) throw new Cannot(`There is no ${choice} to select`)
    return choice
  }
const allKnown =
  (kind: 'people' | 'channels'): Reader =>
  (element, choice, it, offered) =>
    list(choice).map((id) => known(kind)(element, id, it, offered))

const shaped =
  (pattern: RegExp): Reader =>
  (_element, choice) => {
    if (choice !== null && !pattern.test(String(choice))) throw new Cannot(`${choice} cannot be picked`)
    return choice
  }

const files: Reader = (element, choice, it) => {
  const most = Number(element.max_files ?? 10)
  if (list(choice).length > most) throw new Cannot(`You can upload ${most} files at most`)
  return list(choice).map((id) => {
    const file = it.uploads.get(id)
    if (!file) throw new Cannot(`There is no file ${id}`)
    return { id }
  })
}

const READERS: Record<string, Reader> = {
  plain_text_input: text,
  email_text_input: text,
  url_text_input: text,
  number_input: text,
  rich_text_input: (_element, choice) => (choice ? richText(String(choice)) : null),
  static_select: one,
  external_select: one,
  radio_buttons: one,
  checkboxes: many,
  multi_static_select: many,
  multi_external_select: many,
  users_select: known('people'),
  multi_users_select: allKnown('people'),
  conversations_select: known('channels'),
  multi_conversations_select: allKnown('channels'),
  channels_select: known('channels'),
  multi_channels_select: allKnown('channels'),
  datepicker: shaped(/^\d{4}-\d{2}-\d{2}$/),
  timepicker: shaped(/^\d{2}:\d{2}$/),
  datetimepicker: (_element, choice) => (choice === null ? null : Number(choice)),
  file_input: files,
}

const richText = (words: string): unknown => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: words }] }],
})
