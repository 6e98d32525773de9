import { inWords, Refusal } from '../../domain/refusal.ts'
import { cancelInvitation } from '../../usecases/invitations/cancel-invitation.ts'
import { showInvitation } from '../../usecases/invitations/show-invitation.ts'
import type { Answer, Heard } from '../door/answer.ts'
import { refusalWords } from '../refusal-words.ts'
import { askBeforeCancel, type Cancelled, cancelledMany } from './cancel-form.view.ts'
import { idIn } from './copy-link.ts'
import { whom } from './invitation.view.ts'
import { orAsItIs, tellOf } from './tell-of.ts'

/** Names the person and what happens to them; nothing is done by opening it. */
export const askToCancel = (heard: Heard): Promise<Answer> =>
  orAsItIs(heard, heard.value, async () => {
    const shown = await showInvitation(heard.ctx, heard.value)
    if (!shown.actions.includes('cancel')) throw new Refusal('invitation-closed', { state: shown.state })
    return { modal: askBeforeCancel([shown]) }
  })

/** One is shown as it is afterwards; of several each has its outcome. */
export async function cancelInvitations(heard: Heard): Promise<Answer> {
  const ids = idIn(heard).split(' ')
  const why = heard.fields.one('why')
  const [only = '', ...others] = ids
  if (others.length > 0) return { modal: cancelledMany(await cancelEach(heard, ids, why)), home: 'again' }
  return orAsItIs(heard, only, async () => {
    await cancelInvitation(heard.ctx, only, why)
    return tellOf(heard, only, ':x: Cancelled. The link is dead from this moment on.')
  })
}

async function cancelEach({ ctx }: Heard, ids: string[], why: string | null): Promise<Cancelled[]> {
  const outcomes: Cancelled[] = []
  for (const id of ids) {
    const who = whom(await showInvitation(ctx, id))
    try {
      await cancelInvitation(ctx, id, why)
      outcomes.push({ who, trouble: null })
    } catch (fault) {
      if (!(fault instanceof Refusal)) throw fault
      outcomes.push({ who, trouble: inWords(refusalWords, fault).text })
    }
  }
  return outcomes
}
