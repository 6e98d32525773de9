import { resendInvitation } from '../../usecases/invitations/resend-invitation.ts'
import { safe } from '../blocks.ts'
import type { Answer, Heard } from '../door/answer.ts'
import { whom } from './invitation.view.ts'
import { orAsItIs, tellOf } from './tell-of.ts'

/** A new letter with a new link; of one that was to wait, the first. */
export const resend = (heard: Heard): Promise<Answer> =>
  orAsItIs(heard, heard.value, async () => {
    const { generation } = await resendInvitation(heard.ctx, heard.value)
    return tellOf(heard, heard.value, (it) =>
      generation > 1
        ? `:email: A new letter to *${safe(whom(it))}* is queued. Its link is new; every earlier one is dead.`
        : `:email: The letter to *${safe(whom(it))}* is queued and leaves now.`,
    )
  })
