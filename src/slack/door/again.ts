import { type Block, context, type Modal, safe, section, type Words } from '../blocks.ts'
import type { Told } from './told.ts'

type Filled = Record<string, Record<string, Record<string, unknown>>>
type Shown = Block & { block_id?: string; element?: object; accessory?: object; elements?: object[] }

/** A form as it was sent, with what was wrong with it on top: nothing that was typed is lost. */
export const formAgain = (told: Told, troubles: string[]): Modal =>
  shownAgain(told, [context(`:warning: ${safe(troubles.join('\n'))}`)])

/** The modal that was clicked in as it stands there, with a word on top. */
export const modalWithNote = (told: Told, { text, blocks }: Words): Modal =>
  shownAgain(told, blocks ?? [section(safe(text))])

/** Only the modal's own words are kept: who it belongs to, its id and its hash are Slack's. */
const kept = [
  'callback_id',
  'private_metadata',
  'clear_on_close',
  'notify_on_close',
  'close',
  'submit',
] as const

function shownAgain({ body, place }: Told, notice: Block[]): Modal {
  if (place.in !== 'modal') throw new Error('Only a modal can be shown again')
  const view = body.view as Partial<Modal> & { state?: { values?: Filled } }
  const filled = view.state?.values ?? {}
  const blocks = (place.view.blocks as Shown[])
    .filter((it) => !it.block_id?.startsWith(NOTICE))
    .map((it) => (it.block_id && filled[it.block_id] ? withState(it, filled[it.block_id] ?? {}) : it))
  const top = notice.map((it, at): Block => ({ ...it, block_id: `${NOTICE}${at}` }))
  return {
    type: 'modal',
    title: view.title ?? { type: 'plain_text', text: 'Usher' },
    ...Object.fromEntries(kept.flatMap((key) => (view[key] ? [[key, view[key]]] : []))),
    blocks: [...top, ...(blocks as Block[])].slice(0, 100),
  }
}

const NOTICE = 'notice-'

type Elements = Filled[string]

function withState(block: Shown, state: Elements): Shown {
  const filledIn = (element: object): object => {
    const it = state[(element as { action_id?: string }).action_id ?? '']
    return it ? { ...withoutInitial(element), ...initialOf(it) } : element
  }
  return {
    ...block,
    ...(block.element ? { element: filledIn(block.element) } : {}),
    ...(block.accessory ? { accessory: filledIn(block.accessory) } : {}),
    ...(block.type === 'actions' && block.elements ? { elements: block.elements.map(filledIn) } : {}),
  } as Shown
}

/** What was emptied stays empty, whatever the form was opened with. */
const withoutInitial = (element: object): object =>
  Object.fromEntries(Object.entries(element).filter(([key]) => !key.startsWith('initial_')))

/** What stands in an element, in the words that put it there again. Files alone can not be put anywhere again. */
const initialNames: Record<string, string> = {
  value: 'initial_value',
  rich_text_value: 'initial_value',
  selected_option: 'initial_option',
  selected_options: 'initial_options',
  selected_date: 'initial_date',
  selected_time: 'initial_time',
  selected_date_time: 'initial_date_time',
  selected_user: 'initial_user',
  selected_users: 'initial_users',
  selected_channel: 'initial_channel',
  selected_channels: 'initial_channels',
  selected_conversation: 'initial_conversation',
  selected_conversations: 'initial_conversations',
}

const initialOf = (state: Record<string, unknown>): object =>
  Object.fromEntries(
    Object.entries(initialNames).flatMap(([from, to]) => (isFilled(state[from]) ? [[to, state[from]]] : [])),
  )

const isFilled = (it: unknown): boolean =>
  Array.isArray(it) ? it.length > 0 : it !== undefined && it !== null && it !== ''
