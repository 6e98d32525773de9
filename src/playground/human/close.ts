import { Cannot } from '../workspace/cannot.ts'
import { personCalled } from '../workspace/people.ts'
import { clearStack, closeView, topModal } from '../workspace/screens.ts'
import { viewPayload } from '../workspace/view-payload.ts'
import type { Workspace } from '../workspace/workspace.ts'
import type { Outcome } from './parcel.ts'
import { interaction, sendInteraction } from './payload.ts'
import { type Done, wentWell } from './trouble.ts'

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
