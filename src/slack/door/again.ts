import { type Block, context, type Modal, safe } from '../blocks.ts'
import type { ShownView } from './told.ts'

/** A form as it was sent, with what was wrong with it on top: nothing that was typed is lost. */
export function formAgain(view: ShownView, troubles: string[], filled: Record<string, unknown>): Modal {
  const blocks = (view.blocks as (Block & { block_id?: string; element?: object })[])
    .filter((it) => it.block_id !== TROUBLE)
    .map((it) => {
      const state = it.type === 'input' && it.block_id ? stateOf(filled[it.block_id]) : null
      return state && it.element ? ({ ...it, element: { ...it.element, ...state } } as Block) : (it as Block)
    })
  const trouble: Block = { ...context(`:warning: ${safe(troubles.join('\n'))}`), block_id: TROUBLE }
  return {
    type: 'modal',
    callback_id: view.callbackId,
    title: { type: 'plain_text', text: view.title },
    blocks: [trouble, ...blocks].slice(0, 100),
    private_metadata: JSON.stringify(view.metadata),
    close: { type: 'plain_text', text: 'Cancel' },
    ...(view.submit ? { submit: { type: 'plain_text', text: view.submit } } : {}),
  }
}

const TROUBLE = 'trouble'

/** What stands in an element, in the words that put it there again. */
function stateOf(elements: unknown): Record<string, unknown> | null {
  const [it] = Object.values((elements ?? {}) as Record<string, Record<string, unknown>>)
  if (!it) return null
  const initial: Record<string, unknown> = {
    initial_value: it.value,
    initial_option: it.selected_option,
    initial_options:
      Array.isArray(it.selected_options) && it.selected_options.length > 0 ? it.selected_options : null,
    initial_date: it.selected_date,
    initial_time: it.selected_time,
    initial_date_time: it.selected_date_time,
    initial_user: it.selected_user,
  }
  return Object.fromEntries(
    Object.entries(initial).filter(([, value]) => value !== undefined && value !== null),
  )
}
