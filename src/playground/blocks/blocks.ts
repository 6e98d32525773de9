import { buttons, images } from './buttons.ts'
import { fileInput, inputs } from './inputs.ts'
import { id, imageFields } from './objects.ts'
import { momentPicker, pickers } from './pickers.ts'
import { richText } from './rich-text.ts'
import { multiSelects, selects, ticks } from './selects.ts'
import {
  all,
  boolean,
  type Check,
  either,
  type Fields,
  has,
  integer,
  isObject,
  list,
  object,
  ruled,
  typed,
} from './shape.ts'
import { string } from './strings.ts'
import { mostBlocks, refusalOn, type Surface } from './surfaces.ts'
import { anyText, plainText, textKinds } from './texts.ts'

const block = (required: Fields, optional: Fields = {}): Check =>
  object({ type: string(), ...required }, { ...optional, block_id: id })

/** Slack points at the type here, not at the block. */
const saysSomething: Check = (value, at, faults) => {
  if (isObject(value) && !has(value, 'text') && !has(value, 'fields'))
    faults.push(ruled(`${at}/type`, 'must define either `text` or `fields`'))
}

const chosen: Fields = { ...selects, ...ticks, ...pickers }

/** Which elements may stand where. */
function elementsOn(surface: Surface) {
  const refuse = refusalOn(surface)
  const typedIn: Fields = { ...chosen, ...multiSelects, ...momentPicker, ...inputs }
  return {
    accessory: typed({ ...chosen, ...multiSelects, ...buttons, ...images }, refuse),
    actions: typed({ ...chosen, ...momentPicker, ...buttons }, refuse),
    context: typed({ ...textKinds, ...images }, refuse),
    input: typed(surface === 'modal' ? { ...typedIn, ...fileInput } : typedIn, refuse),
  }
}

function kindsOn(surface: Surface): Fields {
  const elements = elementsOn(surface)
  const section = block(
    {},
    {
      text: anyText(3000),
      fields: list(anyText(2000), 1, 10),
      accessory: elements.accessory,
      expand: boolean,
    },
  )
  const image = block({ alt_text: string(1, 2000) }, { ...imageFields, title: plainText(2000) })
  return {
    section: all(section, saysSomething),
    actions: block({ elements: list(elements.actions, 1, 25) }),
    context: block({ elements: list(elements.context, 1, 10) }),
    divider: block({}),
    header: block({ text: plainText(150) }, { level: integer(1, 4) }),
    image: all(image, either('image_url', 'slack_file')),
    input: block(
      { label: plainText(2000), element: elements.input },
      { hint: plainText(2000), optional: boolean, dispatch_action: boolean },
    ),
    rich_text: richText,
  }
}

const blocksOn = (surface: Surface): Check =>
  list(typed(kindsOn(surface), refusalOn(surface)), 0, mostBlocks[surface])

export const blocks: Record<Surface, Check> = {
  message: blocksOn('message'),
  modal: blocksOn('modal'),
  home: blocksOn('home'),
}
