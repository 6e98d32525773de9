import { type Block, type Element, elementsOf, flat } from './kit.ts'

/** state.values: block → action → value, as payloads carry it. */
export type Value = { type: string } & Record<string, unknown>
export type Values = Record<string, Record<string, Value>>

/** Under which key each stateful element keeps its value, where its first one stands, and what "nothing" is. */
interface Kept {
  key: string
  initial: string
  nothing: unknown
}
const kept = (key: string, initial: string, nothing: unknown): Kept => ({ key, initial, nothing })
const typed = kept('value', 'initial_value', null)
const option = kept('selected_option', 'initial_option', null)
const options = kept('selected_options', 'initial_options', [])

const KEPT: Record<string, Kept> = {
  plain_text_input: typed,
  email_text_input: typed,
  url_text_input: typed,
  number_input: typed,
  rich_text_input: kept('rich_text_value', 'initial_value', null),
  static_select: option,
  external_select: option,
  radio_buttons: option,
  checkboxes: options,
  multi_static_select: options,
  multi_external_select: options,
  users_select: kept('selected_user', 'initial_user', null),
  multi_users_select: kept('selected_users', 'initial_users', []),
  conversations_select: kept('selected_conversation', 'initial_conversation', null),
  multi_conversations_select: kept('selected_conversations', 'initial_conversations', []),
  channels_select: kept('selected_channel', 'initial_channel', null),
  multi_channels_select: kept('selected_channels', 'initial_channels', []),
  datepicker: kept('selected_date', 'initial_date', null),
  timepicker: kept('selected_time', 'initial_time', null),
  datetimepicker: kept('selected_date_time', 'initial_date_time', null),
  file_input: kept('files', 'initial_files', []),
}

export const keyOf = (type: string): string | null => KEPT[type]?.key ?? null

export function valueWith(element: Element, content: unknown): Value {
  const { key = 'value', nothing = null } = KEPT[element.type] ?? {}
  return { type: element.type, [key]: content ?? nothing }
}

export const firstValue = (element: Element): Value =>
  valueWith(element, element[KEPT[element.type]?.initial ?? ''])

export const contentOf = (value: Value): unknown => value[keyOf(value.type) ?? 'value'] ?? null

export const isEmpty = (value: Value): boolean => {
  const content = contentOf(value)
  return content === null || content === '' || (Array.isArray(content) && content.length === 0)
}

/**
 * What stands in the inputs after a view or message is drawn. What a person has entered survives a redraw where
 * block_id, action_id and type stay; a fresh id starts with the initial value again.
 */
export function valuesOf(blocks: Block[], before: Values = {}): Values {
  const values: Values = {}
  for (const block of flat(blocks))
    for (const element of elementsOf(block).filter((it) => keyOf(it.type))) {
      const old = before[block.block_id]?.[element.action_id]
      const row = values[block.block_id] ?? {}
      row[element.action_id] = old?.type === element.type ? old : firstValue(element)
      values[block.block_id] = row
    }
  return values
}
