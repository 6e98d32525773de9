import { isWithin } from './bounds.ts'
import { dispatchActionConfig, id } from './objects.ts'
import { richText } from './rich-text.ts'
import { all, boolean, type Fields, integer, list, object } from './shape.ts'
import { matching, string } from './strings.ts'
import { plainText } from './texts.ts'

const type = string()
const typing: Fields = {
  action_id: id,
  dispatch_action_config: dispatchActionConfig,
  focus_on_load: boolean,
  placeholder: plainText(150),
}
const typedIn = object({ type }, { ...typing, initial_value: string(0, 3000) })

/** Strings, although they are numbers: an answer carries them as strings too. */
const number = matching(/^-?[0-9]+(\.[0-9]+)?$/)
const numbers: Fields = { initial_value: number, min_value: number, max_value: number }
const lengths: Fields = { min_length: integer(0, 3000), max_length: integer(1, 3000) }
const lines: Fields = { min_lines: integer(1, 100), max_lines: integer(1, 100) }

/** What is typed: only an input block has room for it. */
export const inputs: Fields = {
  plain_text_input: all(
    object({ type }, { ...typing, ...lengths, initial_value: string(0, 3000), multiline: boolean }),
    isWithin.lengths,
  ),
  email_text_input: typedIn,
  url_text_input: typedIn,
  number_input: all(
    object({ type, is_decimal_allowed: boolean }, { ...typing, ...numbers }),
    isWithin.numbers,
  ),
  rich_text_input: all(
    object({ type, action_id: id }, { ...typing, ...lines, initial_value: richText }),
    isWithin.lines,
  ),
}
export const fileInput: Fields = {
  file_input: object({ type }, { action_id: id, filetypes: list(string(1), 1), max_files: integer(1, 10) }),
}
