import type { Block, Element, Text } from '../workspace/kit.ts'
import { unescaped } from '../workspace/mangle.ts'
import { giveIds } from '../workspace/normal.ts'
import { contentOf, type Values, valuesOf } from '../workspace/values.ts'

/** How ids in texts are called on the screen. */
export interface Called {
  user(id: string): string | undefined
  channel(id: string): string | undefined
}

export interface Drawn {
  blocks: Block[]
  values?: Values
  errors?: Record<string, string>
}

const nobody: Called = { user: () => undefined, channel: () => undefined }

/** Blocks as one would read them aloud: a line a row, buttons as [Send], menus as ⋯ [Edit | Delete], entries as ‹…›. */
export const blocksAsText = ({ blocks, values = {}, errors = {} }: Drawn, called: Called = nobody): string =>
  blocks
    .map((block) => {
      const draw = BLOCKS[block.type] ?? unknownBlock
      const lines = draw(block, { called, row: values[block.block_id] ?? {}, values, errors })
      const error = errors[block.block_id]
      return [...lines, ...(error ? [`  ⚠ ${error}`] : [])].filter(Boolean).join('\n')
    })
    .filter(Boolean)
    .join('\n')

/** Blocks as a view hands them over, before anybody has touched them: for goldens. */
export function untouchedAsText(blocks: unknown[], called?: Called): string {
  const drawn = giveIds(blocks as Block[])
  return blocksAsText({ blocks: drawn, values: valuesOf(drawn) }, called)
}

interface Around {
  called: Called
  row: Values[string]
  values: Values
  errors: Record<string, string>
}

type Draw = (block: Block, around: Around) => string[]

const unknownBlock: Draw = (block) => [`(${block.type})`]

const cellWords = (cell: unknown, called: Called): string => {
  const { type, text } = (cell ?? {}) as { type?: string; text?: unknown }
  if (type === 'rich_text') return richWords(cell, called)
  return typeof text === 'string' ? text : text ? words(text as Text, called) : ''
}

const table: Draw = (block, { called }) =>
  ((block.rows ?? []) as unknown[][]).map((row) => row.map((cell) => cellWords(cell, called)).join(' | '))

const BLOCKS: Record<string, Draw> = {
  header: (block, { called }) => [`# ${words(block.text, called)}`],
  divider: () => ['———'],
  section: (block, around) => [
    [words(block.text, around.called), block.accessory ? element(block.accessory, around) : '']
      .filter(Boolean)
      .join('  '),
    ...(block.fields ?? []).map((it) => `  ${words(it, around.called).replaceAll('\n', ': ')}`),
  ],
  context: (block, { called }) => [(block.elements ?? []).map((it) => wordsOrImage(it, called)).join(' · ')],
  actions: (block, around) => [(block.elements ?? []).map((it) => element(it, around)).join(' ')],
  context_actions: (block, around) => [(block.elements ?? []).map((it) => element(it, around)).join(' ')],
  input: (block, around) => [
    `${words(block.label, around.called)}${block.optional ? ' (optional)' : ''}: ${
      block.element ? element(block.element, around) : ''
    }`,
    block.hint ? `  ${words(block.hint, around.called)}` : '',
  ],
  image: (block) => [`(${String(block.alt_text ?? '')})`],
  markdown: (block) => [String(block.text ?? '')],
  rich_text: (block, { called }) => [richWords(block, called)],
  alert: (block, { called }) => [`! ${words(block.text, called)}`],
  table,
  data_table: (block, around) => [String(block.caption ?? ''), ...table(block, around)],
  container: (block, { called, values, errors }) => [
    block.title ? words(block.title as Text, called) : '',
    blocksAsText({ blocks: (block.child_blocks ?? []) as Block[], values, errors }, called),
  ],
}

const wordsOrImage = (it: Element, called: Called): string =>
  it.type === 'image' ? `(${it.alt_text ?? ''})` : words(it as unknown as Text, called)

function element(it: Element, { called, row }: Around): string {
  if (it.type === 'image') return `(${it.alt_text ?? ''})`
  if (it.type === 'overflow')
    return `⋯ [${(it.options ?? []).map((one) => words(one.text, called)).join(' | ')}]`
  if (it.text && !row[it.action_id]) return `[${words(it.text, called)}]`
  const value = row[it.action_id]
  const content = value ? contentOf(value) : null
  if (it.type === 'checkboxes' || it.type === 'radio_buttons') return ticks(it, content, called)
  const shown = shownContent(content, called)
  return `‹${shown || (it.placeholder ? words(it.placeholder, called) : '')}›`
}

function ticks(it: Element, content: unknown, called: Called): string {
  const chosen = [content].flat().map((one) => (one as { value?: string } | null)?.value)
  return (it.options ?? [])
    .map((one) => `${chosen.includes(one.value) ? '☑' : '☐'} ${words(one.text, called)}`)
    .join('  ')
}

function shownContent(content: unknown, called: Called): string {
  if (Array.isArray(content)) return content.map((one) => shownContent(one, called)).join(', ')
  if (content === null || content === undefined) return ''
  if (typeof content !== 'object')
    return called.user(String(content)) ?? called.channel(String(content)) ?? String(content)
  const { text, name, id } = content as { text?: Text; name?: string; id?: string }
  return text ? words(text, called) : (name ?? id ?? richWords(content, called))
}

/** Every text inside a rich text, in order. */
function richWords(it: unknown, called: Called): string {
  if (Array.isArray(it)) return it.map((one) => richWords(one, called)).join('')
  if (it === null || typeof it !== 'object') return ''
  const { type, text, elements, user_id, channel_id, url, fallback, name } = it as Record<string, unknown>
  if (type === 'user') return `@${called.user(String(user_id)) ?? user_id}`
  if (type === 'channel') return `#${called.channel(String(channel_id)) ?? channel_id}`
  if (type === 'emoji') return `:${name}:`
  if (typeof text === 'string') return text
  if (elements) return richWords(elements, called) + (type === 'rich_text_section' ? '\n' : '')
  return String(fallback ?? url ?? '')
}

const words = (text: Text | undefined, called: Called): string =>
  text ? (text.type === 'mrkdwn' ? mrkdwnAsText(text.text, called) : text.text).trim() : ''

/** What a reader sees of mrkdwn: names for ids, words for links, no asterisks, no entities. */
export const mrkdwnAsText = (text: string, called: Called = nobody): string =>
  unescaped(
    text
      .replace(/<@([A-Z0-9]+)(?:\|([^>]*))?>/g, (_all, id, name) => `@${called.user(id) ?? name ?? id}`)
      .replace(/<#([A-Z0-9]+)(?:\|([^>]*))?>/g, (_all, id, name) => `#${called.channel(id) ?? (name || id)}`)
      .replace(/<!(?:date|subteam)[^|>]*\|([^>]*)>/g, '$1')
      .replace(/<!(here|channel|everyone)[^>]*>/g, '@$1')
      .replace(/<(?:mailto:)?[^|>]+\|([^>]*)>/g, '$1')
      .replace(/<(?:mailto:)?([^|<>]+)>/g, '$1')
      .replace(/(^|[\s(])\*([^*\n]+)\*/g, '$1$2')
      .replace(/(^|[\s(])_([^_\n]+)_(?=$|[\s).,!?])/g, '$1$2')
      .replace(/(^|[\s(])~([^~\n]+)~/g, '$1$2')
      .replace(/`([^`\n]+)`/g, '$1'),
  )
