import { inWords, Refusal } from '../../domain/refusal.ts'
import { type ShownInvitation, showInvitation } from '../../usecases/invitations/show-invitation.ts'
import { section } from '../blocks.ts'
import type { Answer, Heard } from '../door/answer.ts'
import type { Told } from '../door/told.ts'
import { refusalWords } from '../refusal-words.ts'
import { invitationLines } from './invitation.view.ts'
import { DETAILS, invitationDetails } from './invitation-details.view.ts'

/** What is clicked in a modal gets one on top of it, unless it was clicked in the details, which are drawn anew. */
export const besides = ({ place }: Told): string | null =>
  place.in === 'modal' && place.view.callbackId !== DETAILS ? 'Invitation' : null

/** What has just happened, and how the invitation stands since: in the modal in front of them, or in passing. */
export async function tellOf(
  heard: Heard,
  id: string,
  saying: string | ((it: ShownInvitation) => string),
): Promise<Answer> {
  const now = heard.ctx.now()
  const shown = await showInvitation(heard.ctx, id)
  const said = typeof saying === 'string' ? saying : saying(shown)
  // Behind a form lies what it was about, as it was before.
  const closesAll = heard.deed === 'submission'
  if (heard.showsModal) return { modal: invitationDetails(shown, now, { said, closesAll }), home: 'again' }
  return {
    note: { text: said, blocks: [section(said), ...invitationLines(shown, now)] },
    home: 'again',
  }
}

const stale = ['invitation-closed', 'changed-meanwhile', 'user-state']

/**
 * What can not be done (any more) is answered with the invitation as it is now. In a form only what is stale is: the
 * rest can be corrected, beside its field.
 */
export async function orAsItIs(heard: Heard, id: string, work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work()
  } catch (fault) {
    if (!(fault instanceof Refusal) || fault.code === 'not-found') throw fault
    if (heard.deed === 'submission' && !stale.includes(fault.code)) throw fault
    return tellOf(heard, id, `:warning: ${inWords(refusalWords, fault).text}`)
  }
}
