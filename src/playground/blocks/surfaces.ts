import { words } from './words.ts'

export type Surface = 'message' | 'modal' | 'home'

export const mostBlocks: Record<Surface, number> = { message: 50, modal: 100, home: 100 }

const inMessagesOnly = ['context_actions', 'data_visualization', 'markdown', 'plan', 'table', 'task_card']

/** What Slack itself refuses there; "file" is a block it makes and nobody may send. */
const refusedOn: Record<Surface, Set<string>> = {
  message: new Set(['alert', 'file']),
  modal: new Set(['file', 'card', 'carousel', ...inMessagesOnly]),
  home: new Set(['file', 'alert', ...inMessagesOnly]),
}

/** Blocks and elements that exist and are left out here: refused aloud, so that nobody relies on a check that is none. */
const leftOut = new Set([
  ...[
    'alert',
    'call',
    'card',
    'carousel',
    'container',
    'context_actions',
    'data_table',
    'data_visualization',
  ],
  ...['markdown', 'plan', 'table', 'task_card', 'video'],
  ...['feedback_buttons', 'icon_button', 'workflow_button'],
])

/** Slack's words where Slack refuses a type, our own where only this checker does. */
export const refusalOn =
  (surface: Surface) =>
  (type: string): string =>
    leftOut.has(type) && !refusedOn[surface].has(type) ? words.notModelled(type) : words.unsupported(type)
