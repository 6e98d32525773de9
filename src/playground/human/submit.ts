import { Cannot } from '../workspace/cannot.ts'
import { inOneLine } from '../workspace/checks.ts'
import { filePayload } from '../workspace/file-payload.ts'
import { giveTrigger } from '../workspace/give-ticket.ts'
import { flat } from '../workspace/kit.ts'
import { clearStack, closeView, pushModal, type RawView, redraw, topModal } from '../workspace/screens.ts'
import type { View } from '../workspace/view.ts'
import { viewPayload } from '../workspace/view-payload.ts'
import { personCalled, tell, type Workspace } from '../workspace/workspace.ts'
import { isFine, type Outcome } from './deliver.ts'
import { problemsIn } from './form-rules.ts'
import { parsed } from './parsed.ts'
import { interaction, sendInteraction } from './payload.ts'
import { type Done, wentWell, wentWrong } from './trouble.ts'

const APOLOGY = 'We had some trouble connecting. Try again?'

export interface Submitted extends Done {
  /** What stands under the inputs now, by block; from the client itself or from the bot. */
  problems: Record<string, string>
}

/** Presses the submit button of the topmost modal. */
export async function submit(it: Workspace, who: string): Promise<Submitted> {
  const person = personCalled(it, who)
  const view = topModal(it, person.id)
  if (!view) throw new Cannot('No modal is open')
  if (!view.submit) throw new Cannot(`“${view.title.text}” has no submit button`)
  if (view.isSubmitDisabled) throw new Cannot(`The button “${view.submit.text}” is disabled`)
  const problems = problemsIn(view)
  showProblems(it, view, problems)
  if (Object.keys(problems).length) return { ...wentWell(null), problems }

  const payload = {
    ...interaction(it, person, 'view_submission'),
    trigger_id: giveTrigger(it, person.id, view.id),
    view: { ...viewPayload(it, view), state: { values: withFiles(it, view) } },
    response_urls: [],
  }
  const outcome = await sendInteraction(it, person, payload)
  const fault = isFine(outcome) ? obey(it, view, outcome) : null
  const shown = it.views.get(view.id)?.errors ?? {}
  if (isFine(outcome) && !fault) return { ...wentWell(outcome), problems: shown }
  const deed = `submit ${view.callbackId}`
  const cause = fault ?? undefined
  return { ...wentWrong(it, person.id, deed, APOLOGY, outcome, cause), problems: shown }
}

/** Does what the answer says, or tells why Slack cannot. */
function obey(it: Workspace, view: View, { text }: Outcome): string | null {
  if (!it.views.has(view.id)) return null
  if (text.trim() === '') return gone(closeView(it, view))
  const answer = parsed(text) as Record<string, unknown> | null
  if (!answer || typeof answer !== 'object') return `Not JSON: ${text.slice(0, 200)}`
  const { response_action: wanted } = answer
  if (Object.keys(answer).length === 0) return gone(closeView(it, view))
  if (wanted === 'clear') return gone(clearStack(it, view.person))
  if (wanted === 'errors') return complain(it, view, answer.errors)
  if (wanted === 'update') return drawn(it, answer.view, (raw) => redraw(it, view, raw))
  if (wanted === 'push') return drawn(it, answer.view, (raw) => pushModal(it, view.person, raw))
  return `Unknown response_action ${String(wanted)}`
}

const gone = (_views: View[]): null => null

function drawn(it: Workspace, raw: unknown, draw: (raw: RawView) => View | string): string | null {
  if (raw === null || typeof raw !== 'object') return 'The answer carries no view'
  if ((raw as RawView).type !== 'modal') return 'The view is no modal'
  const faults = it.checks.view(raw)
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

function showProblems(it: Workspace, view: View, problems: Record<string, string>): void {
  const shown = it.views.get(view.id)
  if (shown) shown.errors = problems
  tell(it, { what: 'modal', person: view.person })
}

/** A submission carries whole files, not only their ids. */
function withFiles(it: Workspace, view: View): View['values'] {
  const values = structuredClone(view.values)
  for (const row of Object.values(values))
    for (const value of Object.values(row).filter((one) => Array.isArray(one.files)))
      value.files = (value.files as { id: string }[]).flatMap(({ id }) => {
        const file = it.uploads.get(id)
        return file ? filePayload(it, file) : []
      })
  return values
}

/** The close button, which goes one modal back; or the cross, which closes them all. */
export async function close(it: Workspace, who: string, { all = false } = {}): Promise<Done> {
  const person = personCalled(it, who)
  const top = topModal(it, person.id)
  if (!top) throw new Cannot('No modal is open')
  const isCleared = all || top.clearOnClose
  const closed = isCleared ? clearStack(it, person.id) : closeView(it, top)
  let outcome: Outcome | null = null
  for (const view of closed.filter((one) => one.notifyOnClose)) {
    const payload = {
      ...interaction(it, person, 'view_closed'),
      view: viewPayload(it, view),
      is_cleared: isCleared,
    }
    outcome = await sendInteraction(it, person, payload)
  }
  return wentWell(outcome)
}
