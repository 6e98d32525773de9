import type { RequestHandler } from 'express'
import { Refusal } from '../../domain/refusal.ts'
import { declineInvitation } from '../../usecases/invitations/decline-invitation.ts'
import { sendPage } from '../frame/send-page.ts'
import { typed } from '../guard/typed.ts'
import { orRefused } from '../refused.ts'
import { visitOf } from '../visit.ts'
import { declinePage } from './decline.page.ts'
import { declinedPage } from './declined.page.ts'
import { answerLink, tokenOf } from './see-link.ts'

export const considerDeclining: RequestHandler = (req, res) => answerLink(req, res, 200, declinePage)

export const declineFromPage: RequestHandler = async (req, res) => {
  const { reason } = typed(req, 'reason')
  const done = await orRefused(declineInvitation(visitOf(res).ctx, tokenOf(req), reason))
  if (!(done instanceof Refusal)) return sendPage(res, 200, declinedPage())
  if (done.code !== 'link-dead') throw done
  await considerDeclining(req, res, () => {})
}
