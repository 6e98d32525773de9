import { Cannot } from '../workspace/cannot.ts'
import { filePayload } from '../workspace/file-payload.ts'
import { giveTrigger } from '../workspace/give-ticket.ts'
import { personCalled } from '../workspace/people.ts'
import { topModal } from '../workspace/screens.ts'
import type { View } from '../workspace/view.ts'
import { viewPayload } from '../workspace/view-payload.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { isFine } from './deliver.ts'
import { problemsIn } from './form-rules.ts'
import { obey, showProblems } from './obey.ts'
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
