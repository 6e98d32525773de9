import type { ShownInvitation } from '../../usecases/invitations/show-invitation.ts'
import { context, type Modal, modal, safe, section } from '../blocks.ts'
import { moment } from '../moments.ts'
import { whom } from './invitation.view.ts'

/** Nothing is done by opening it. */
export const askBeforeLink = (it: ShownInvitation): Modal =>
  modal({
    title: 'Make a new link?',
    form: 'make-link',
    submit: 'Make a new link',
    metadata: { id: it.id },
    blocks: [
      section(
        `A new link for *${safe(whom(it))}*, to be handed over by you. No letter is sent, and every link they have received so far stops working.`,
      ),
    ],
  })

/** The only place a link ever stands in Slack. */
export const freshLink = (it: ShownInvitation, link: string): Modal =>
  modal({
    title: 'New link',
    close: 'Done',
    closesAll: true,
    blocks: [
      section(`:link: Hand this link to *${safe(whom(it))}*:\n<${link}>`),
      context(
        `It is shown once, to you alone. It works once${it.expiresAt ? `, until ${moment(it.expiresAt)}` : ''}, and every earlier link is dead.`,
      ),
    ],
  })
