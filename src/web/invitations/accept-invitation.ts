import type { RequestHandler } from 'express'
import { requirableFields } from '../../domain/organization.ts'
import { inWords, Refusal } from '../../domain/refusal.ts'
import { acceptInvitation } from '../../usecases/invitations/accept-invitation.ts'
import { goTo } from '../frame/go-to.ts'
import { keepSession } from '../guard/cookies.ts'
import { typed } from '../guard/typed.ts'
import { faultsIn, refusalWords } from '../refusal-words.ts'
import { orRefused } from '../refused.ts'
import { visitOf } from '../visit.ts'
import { acceptPage } from './accept.page.ts'
import { answerLink, tokenOf } from './see-link.ts'

export const acceptFromPage: RequestHandler = async (req, res) => {
  const { ctx, browser } = visitOf(res)
  const profile = typed(req, ...requirableFields)
  const acceptance = { ...typed(req, 'firstName', 'lastName', 'password', 'passwordAgain'), profile }
  const begun = await orRefused(acceptInvitation(ctx, tokenOf(req), acceptance, browser))
  if (!(begun instanceof Refusal)) {
    keepSession(res, begun, ctx.now())
    return goTo(res, '/account')
  }

  const faults = faultsIn(begun)
  if (begun.code !== 'link-dead' && faults.length === 0) throw begun
  const { firstName, lastName } = acceptance
  const { status } = inWords(refusalWords, begun)
  const again = { names: { firstName, lastName }, profile, faults }
  await answerLink(req, res, status, (view) => acceptPage(view, again))
}
