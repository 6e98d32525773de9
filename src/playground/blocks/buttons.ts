import { confirm, id, image, overflowOption, style } from './objects.ts'
import { uniqueValues } from './picked.ts'
import { all, type Fields, list, object } from './shape.ts'
import { link, string } from './strings.ts'
import { plainText } from './texts.ts'

const button = object(
  { type: string(), text: plainText(75) },
  { action_id: id, url: link, value: string(0, 2000), style, confirm, accessibility_label: string(1, 75) },
)

const overflow = all(
  object({ type: string(), options: list(overflowOption, 1, 5) }, { action_id: id, confirm }),
  uniqueValues,
)

/** What is clicked, and what is looked at. */
export const buttons: Fields = { button, overflow }
export const images: Fields = { image }
