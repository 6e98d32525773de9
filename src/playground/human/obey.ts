import { inOneLine } from '../blocks/fault.ts'
import { checkView } from '../blocks/views.ts'
import { flat } from '../workspace/kit.ts'
import { clearStack, closeTop, pushModal, type RawView, redraw } from '../workspace/screens.ts'
import type { View } from '../workspace/view.ts'
import { tell, type Workspace } from '../workspace/workspace.ts'
import type { Outcome } from './parcel.ts'
import { parsed } from './parsed.ts'

/** Does what the answer to a submission says, or tells why Slack cannot. */
export function obey(it: Workspace, view: View, { text }: Outcome): string | null {
  if (!it.views.has(view.id)) return null
  const answer = (text.trim() ? parsed(text) : {}) as Answer | null
  if (!answer || typeof answer !== 'object') return `Not JSON: ${text.slice(0, 200)}`
  const wanted = Object.keys(answer).length ? String(answer.response_action) : ''
  const done = WANTED[wanted]
  return done ? done(it, view, answer) : `Unknown response_action ${wanted}`
}

type Answer = Record<string, unknown>

const WANTED: Record<string, (it: Workspace, view: View, answer: Answer) => string | null> = {
  '': (it, view) => {
    closeTop(it, view.person)
    return null
  },
  clear: (it, view) => {
    clearStack(it, view.person)
    return null
  },
  errors: (it, view, { errors }) => complain(it, view, errors),
  update: (it, view, answer) => drawn(answer.view, (raw) => redraw(it, view, raw)),
  push: (it, view, answer) => drawn(answer.view, (raw) => pushModal(it, view.person, raw)),
}

function drawn(raw: unknown, draw: (raw: RawView) => View | string): string | null {
  if (raw === null || typeof raw !== 'object') return 'The answer carries no view'
  if ((raw as RawView).type !== 'modal') return 'The view is no modal'
  const faults = checkView(raw)
  if (faults.length) return faults.map(inOneLine).join('\n')
  const result = draw(raw as RawView)
  return typeof result === 'string' ? result : null
}

/** Errors can stand under input blocks only; one that stands nowhere makes Slack apologise instead. */
function complain(it: Workspace, view: View, errors: unknown): string | null {
  const all = Object.entries((errors ?? {}) as Record<string, string>)
  const inputs = new Set(flat(view.blocks).flatMap((one) => (one.type === 'input' ? one.block_id : [])))
  const nowhere = all.filter(([block]) => !inputs.has(block)).map(([block]) => block)
  if (all.length === 0) return 'errors without an error'
  if (nowhere.length) return `There is no input block ${nowhere.join(', ')} to put an error under`
  if (all.some(([, words]) => typeof words !== 'string' || words === '')) return 'An error needs words'
  showProblems(it, view, Object.fromEntries(all))
  return null
}

export function showProblems(it: Workspace, view: View, problems: Record<string, string>): void {
  const shown = it.views.get(view.id)
  if (shown) shown.errors = problems
  tell(it, { what: 'modal', person: view.person })
}
