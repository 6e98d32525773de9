import { copyInvitationLink } from '../../usecases/invitations/resend-invitation.ts'
import { showInvitation } from '../../usecases/invitations/show-invitation.ts'
import type { Answer, Heard } from '../door/answer.ts'
import { askBeforeLink, freshLink } from './copy-link.view.ts'
import { orAsItIs } from './tell-of.ts'

/** Asks first: whatever link they have been sent dies with it. */
export async function askForLink({ ctx, value }: Heard): Promise<Answer> {
  return { modal: askBeforeLink(await showInvitation(ctx, value)) }
}

/** A new link, in this modal and nowhere else. */
export const makeLink = (heard: Heard): Promise<Answer> => {
  const id = idIn(heard)
  return orAsItIs(heard, id, async () => {
    const { link } = await copyInvitationLink(heard.ctx, id)
    return { modal: freshLink(await showInvitation(heard.ctx, id), link), home: 'again' }
  })
}

/** The invitation that a form is about. */
export const idIn = ({ place }: Heard): string =>
  (place.in === 'modal' ? place.view.metadata.id : undefined) ?? ''
