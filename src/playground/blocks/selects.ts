import { confirm, conversationFilter, id, option, optionGroup, richOption } from './objects.ts'
import { initialAmongOptions, initialWithinMaximum, uniqueValues } from './picked.ts'
import { all, boolean, type Check, either, type Fields, integer, list, object } from './shape.ts'
import { string } from './strings.ts'
import { plainText } from './texts.ts'

const common: Fields = { action_id: id, confirm, focus_on_load: boolean }
const menu: Fields = { ...common, placeholder: plainText(150) }
const multiMenu: Fields = { ...menu, max_selected_items: integer(1) }
const type = string()
const some = (item: Check) => list(item, 1, 100)

/** An empty list of options is refused: leave the element out when there is nothing to choose. */
const optionFields: Fields = { options: list(option, 1, 100), option_groups: list(optionGroup, 1, 100) }
const fixed = all(either('options', 'option_groups'), uniqueValues, initialAmongOptions)
const conversations: Fields = { default_to_current_conversation: boolean, filter: conversationFilter }

/** A menu for one answer. */
export const selects: Fields = {
  static_select: all(object({ type }, { ...menu, ...optionFields, initial_option: option }), fixed),
  external_select: object({ type }, { ...menu, initial_option: option, min_query_length: integer(0) }),
  users_select: object({ type }, { ...menu, initial_user: string(1) }),
  conversations_select: object(
    { type },
    { ...menu, ...conversations, initial_conversation: string(1), response_url_enabled: boolean },
  ),
  channels_select: object({ type }, { ...menu, initial_channel: string(1), response_url_enabled: boolean }),
}

const several: Fields = {
  multi_static_select: all(
    object({ type }, { ...multiMenu, ...optionFields, initial_options: list(option, 0, 100) }),
    fixed,
  ),
  multi_external_select: object(
    { type },
    { ...multiMenu, initial_options: some(option), min_query_length: integer(0) },
  ),
  multi_users_select: object({ type }, { ...multiMenu, initial_users: some(string(1)) }),
  multi_conversations_select: object(
    { type },
    { ...multiMenu, ...conversations, initial_conversations: some(string(1)) },
  ),
  multi_channels_select: object({ type }, { ...multiMenu, initial_channels: some(string(1)) }),
}

const options = list(richOption, 1, 10)
const ticked = all(uniqueValues, initialAmongOptions)

/** A menu for several; it may stand beside a section and in an input, and in no row of actions. */
export const multiSelects: Fields = Object.fromEntries(
  Object.entries(several).map(([name, check]) => [name, all(check, initialWithinMaximum)]),
)
export const ticks: Fields = {
  checkboxes: all(object({ type, options }, { ...common, initial_options: list(richOption, 0, 10) }), ticked),
  radio_buttons: all(object({ type, options }, { ...common, initial_option: richOption }), ticked),
}
