import { Refusal } from '../../domain/refusal.ts'
import { approveInvitation } from '../../usecases/approvals/approve-invitation.ts'
import { denyInvitation } from '../../usecases/approvals/deny-invitation.ts'
import { showInvitation } from '../../usecases/invitations/show-invitation.ts'
import { safe } from '../blocks.ts'
import type { Answer, Heard } from '../door/answer.ts'
import { moment } from '../moments.ts'
import { idIn } from './copy-link.ts'
import { askBeforeDenial } from './deny-form.view.ts'
import { inviterOf, whom } from './invitation.view.ts'
import { orAsItIs, tellOf } from './tell-of.ts'

/** The second person says yes, and the letter leaves. */
export const approve = (heard: Heard): Promise<Answer> =>
  orAsItIs(heard, heard.value, async () => {
    await approveInvitation(heard.ctx, heard.value)
    return tellOf(heard, heard.value, (it) =>
      it.state === 'scheduled' && it.sendAfter
        ? `:white_check_mark: Approved. The letter to *${safe(whom(it))}* leaves ${moment(it.sendAfter)}.`
        : `:white_check_mark: Approved: *${safe(whom(it))}* is invited. ${inviterOf(it)} hears of it.`,
    )
  })

export const askToDeny = (heard: Heard): Promise<Answer> =>
  orAsItIs(heard, heard.value, async () => {
    const shown = await showInvitation(heard.ctx, heard.value)
    if (shown.state !== 'awaiting approval') throw new Refusal('invitation-closed', { state: shown.state })
    return { modal: askBeforeDenial(shown) }
  })

export const deny = (heard: Heard): Promise<Answer> => {
  const id = idIn(heard)
  return orAsItIs(heard, id, async () => {
    await denyInvitation(heard.ctx, id, heard.fields.one('why'))
    return tellOf(heard, id, (it) => `:no_entry_sign: Denied. ${inviterOf(it)} hears of it.`)
  })
}
