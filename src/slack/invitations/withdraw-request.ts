import { Refusal } from '../../domain/refusal.ts'
import { withdrawRequest } from '../../usecases/approvals/withdraw-request.ts'
import { showInvitation } from '../../usecases/invitations/show-invitation.ts'
import type { Answer, Heard } from '../door/answer.ts'
import { idIn } from './copy-link.ts'
import { orAsItIs, tellOf } from './tell-of.ts'
import { askBeforeWithdrawal } from './withdraw-form.view.ts'

/** Names the person; nothing is done by opening it. */
export const askToWithdraw = (heard: Heard): Promise<Answer> =>
  orAsItIs(heard, heard.value, async () => {
    const shown = await showInvitation(heard.ctx, heard.value)
    if (shown.state !== 'awaiting approval') throw new Refusal('invitation-closed', { state: shown.state })
    return { modal: askBeforeWithdrawal(shown) }
  })

/** Whoever asked has thought better of it. */
export const withdraw = (heard: Heard): Promise<Answer> => {
  const id = idIn(heard)
  return orAsItIs(heard, id, async () => {
    await withdrawRequest(heard.ctx, id)
    return tellOf(heard, id, ':leftwards_arrow_with_hook: Withdrawn. Whoever was asked sees it.')
  })
}
