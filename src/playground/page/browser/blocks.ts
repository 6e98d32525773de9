import { h } from './dom.ts'
import { drawElement, image } from './elements.ts'
import { namesOf } from './names.ts'
import type { Block, Text } from './screen.ts'
import { idOf, type Spot, type Surface } from './surface.ts'
import { drawMrkdwn, drawRich, drawText, plainOf } from './text.ts'

/** Block Kit as Slack draws it. Only text and pictures are looked at, so nothing in it can be a script. */
export const drawBlocks = (blocks: Block[], surface: Surface): HTMLElement[] =>
  namesOf(blocks).map(([block, name]) => {
    const drawn = (BLOCKS[block.type] ?? unknown)(block, surface, name)
    drawn.dataset.key = `block ${name}`
    return drawn
  })

type Draw = (block: Block, surface: Surface, name: string) => HTMLElement

const unknown: Draw = (block) => h('p', { class: 'quiet' }, `(${block.type})`)

const section: Draw = (block, surface, name) =>
  h(
    'div',
    { class: 'section' },
    h(
      'div',
      { class: 'words' },
      block.text && h('p', {}, ...drawText(block.text)),
      block.fields && h('div', { class: 'fields' }, ...block.fields.map((it) => h('p', {}, ...drawText(it)))),
    ),
    block.accessory &&
      h('div', { class: 'accessory' }, drawElement({ surface, block, element: block.accessory, name })),
  )

const context: Draw = (block) =>
  h(
    'div',
    { class: 'context' },
    ...(block.elements ?? []).map((it) =>
      it.type === 'image' ? image(it) : h('span', {}, ...drawText(it as unknown as Text)),
    ),
  )

const row: Draw = (block, surface, name) =>
  h(
    'div',
    { class: 'actions' },
    ...(block.elements ?? []).map((element) => drawElement({ surface, block, element, name })),
  )

const TICKED = ['checkboxes', 'radio_buttons']

const input: Draw = (block, surface, name) => {
  const { element } = block
  if (!element) return unknown(block, surface, name)
  const spot: Spot = { surface, block, element, name }
  const error = surface.errors[block.block_id]
  const id = idOf(spot)
  const label = [plainOf(block.label), block.optional && h('span', { class: 'optional' }, ' (optional)')]
  return h(
    'div',
    { class: `input ${error ? 'wrong' : ''}` },
    TICKED.includes(element.type)
      ? h('p', { class: 'label' }, ...label)
      : h('label', { class: 'label', for: id }, ...label),
    drawElement(spot),
    block.hint && h('p', { class: 'hint', id: `${id}-hint` }, plainOf(block.hint)),
    error && h('p', { class: 'error', id: `${id}-error`, role: 'alert' }, error),
  )
}

const table: Draw = (block) =>
  h(
    'table',
    {},
    ...((block.rows ?? []) as { type?: string; text?: unknown }[][]).map((cells) =>
      h(
        'tr',
        {},
        ...cells.map((it) => h('td', {}, typeof it.text === 'string' ? it.text : drawRich(it as never))),
      ),
    ),
  )

const BLOCKS: Record<string, Draw> = {
  section,
  context,
  input,
  table,
  actions: row,
  context_actions: row,
  header: (block) => h('h3', { class: 'header' }, plainOf(block.text)),
  divider: () => h('hr'),
  rich_text: (block) => h('div', { class: 'rich' }, drawRich(block as never)),
  markdown: (block) => h('div', { class: 'rich' }, ...drawMrkdwn(String(block.text ?? ''))),
  alert: (block) => h('p', { class: 'alert' }, ...drawText(block.text)),
  image: (block) => {
    const { image_url, alt_text, title } = block as Block & {
      image_url?: string
      alt_text?: string
      title?: Text
    }
    return h(
      'figure',
      {},
      title && h('figcaption', {}, plainOf(title)),
      image({ type: 'image', action_id: '', image_url, alt_text: alt_text ?? '' }),
    )
  },
}
