import { all, boolean, type Check, choice, either, expecting, isObject, list, object } from './shape.ts'
import { imageUrl, link, string } from './strings.ts'
import { anyText, plainText } from './texts.ts'
import { words } from './words.ts'

/** Names in an answer: the listener finds its way by them. */
export const id = string(1, 255)
export const style = choice('primary', 'danger')

/** Slack's documents say 150 for a value and its types say 75: what keeps under the smaller one passes either. */
const value = string(1, 75)

export const option = object({ text: plainText(75), value }, { description: plainText(75) })
export const richOption = object({ text: anyText(75), value }, { description: anyText(75) })
export const overflowOption = object(
  { text: plainText(75), value },
  { description: plainText(75), url: link },
)
export const optionGroup = object({ label: plainText(75), options: list(option, 1, 100) })

export const confirm = object(
  { title: plainText(100), text: anyText(300), confirm: plainText(30), deny: plainText(30) },
  { style },
)

/** Each of these lists may name a thing once. */
const distinct = expecting((it) =>
  Array.isArray(it) && new Set(it).size < it.length ? words.duplicates : undefined,
)

export const dispatchActionConfig = object({
  trigger_actions_on: all(list(choice('on_enter_pressed', 'on_character_entered'), 1, 2), distinct),
})

const someFilter = expecting((it) =>
  isObject(it) && Object.keys(it).length === 0 ? words.tooEmpty(1) : undefined,
)
export const conversationFilter = all(
  object(
    {},
    {
      include: all(list(choice('im', 'mpim', 'private', 'public'), 1, 4), distinct),
      exclude_external_shared_channels: boolean,
      exclude_bot_users: boolean,
    },
  ),
  someFilter,
)

const slackFile = all(object({}, { id: string(1), url: link }), either('id', 'url'))
export const imageFields = { image_url: imageUrl, slack_file: slackFile }
export const image: Check = all(
  object({ type: string(), alt_text: string(1, 2000) }, imageFields),
  either('image_url', 'slack_file'),
)
