import { inWords, Refusal } from '../../domain/refusal.ts'
import { withdrawRequest } from '../../usecases/approvals/withdraw-request.ts'
import type { Context } from '../../usecases/context.ts'
import { cancelInvitation } from '../../usecases/invitations/cancel-invitation.ts'
import { type ShownInvitation, showInvitation } from '../../usecases/invitations/show-invitation.ts'
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
    await takeBack(heard.ctx, await showInvitation(heard.ctx, only), why)
    return tellOf(heard, only, ':x: Cancelled. The link is dead from this moment on.')
  })
}

/** What one has asked for oneself is withdrawn, whatever the word was that was typed. */
const takeBack = (ctx: Context, { id, actions }: ShownInvitation, why: string | null): Promise<unknown> =>
  actions.includes('withdraw') ? withdrawRequest(ctx, id) : cancelInvitation(ctx, id, why)

async function cancelEach({ ctx }: Heard, ids: string[], why: string | null): Promise<Cancelled[]> {
  const outcomes: Cancelled[] = []
  for (const id of ids) {
    const shown = await showInvitation(ctx, id)
    const who = whom(shown)
    try {
      await takeBack(ctx, shown, why)
      outcomes.push({ who, trouble: null })
    } catch (fault) {
      if (!(fault instanceof Refusal)) throw fault
      outcomes.push({ who, trouble: inWords(refusalWords, fault).text })
    }
  }
  return outcomes
}
