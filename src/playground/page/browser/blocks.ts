import { h } from './dom.ts'
import { drawElement, image } from './elements.ts'
import type { Block, KitElement, Text } from './screen.ts'
import { idOf, type Spot, type Surface } from './surface.ts'
import { drawMrkdwn, drawRich, drawText, plainOf } from './text.ts'

/** Block Kit as Slack draws it. Only text and pictures are looked at, so nothing in it can be a script. */
export const drawBlocks = (blocks: Block[], surface: Surface): HTMLElement[] =>
  blocks.map((block) => {
    const drawn = (BLOCKS[block.type] ?? unknown)(block, surface)
    drawn.dataset.key = `block ${block.block_id}`
    return drawn
  })

type Draw = (block: Block, surface: Surface) => HTMLElement

const unknown: Draw = (block) => h('p', { class: 'quiet' }, `(${block.type})`)

const at = (surface: Surface, block: Block, element: KitElement): HTMLElement =>
  drawElement({ surface, block, element })

const section: Draw = (block, surface) =>
  h(
    'div',
    { class: 'section' },
    h(
      'div',
      { class: 'words' },
      block.text && h('p', {}, ...drawText(block.text)),
      block.fields && h('div', { class: 'fields' }, ...block.fields.map((it) => h('p', {}, ...drawText(it)))),
    ),
    block.accessory && h('div', { class: 'accessory' }, at(surface, block, block.accessory)),
  )

const context: Draw = (block) =>
  h(
    'div',
    { class: 'context' },
    ...(block.elements ?? []).map((it) =>
      it.type === 'image' ? image(it) : h('span', {}, ...drawText(it as unknown as Text)),
    ),
  )

const row: Draw = (block, surface) =>
  h('div', { class: 'actions' }, ...(block.elements ?? []).map((it) => at(surface, block, it)))

const TICKED = ['checkboxes', 'radio_buttons']

const input: Draw = (block, surface) => {
  const { element } = block
  if (!element) return unknown(block, surface)
  const spot: Spot = { surface, block, element }
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
