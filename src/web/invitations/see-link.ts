import type { Request, RequestHandler, Response } from 'express'
import { linkTo } from '../../domain/link.ts'
import { seeInvitation } from '../../usecases/invitations/see-invitation.ts'
import type { Page } from '../frame/layout.page.ts'
import { sendPage } from '../frame/send-page.ts'
import { visitOf } from '../visit.ts'
import { acceptPage } from './accept.page.ts'
import { deadLinkPage } from './dead-link.page.ts'
import type { LinkView } from './link-view.ts'
import { somebodyElsePage } from './somebody-else.page.ts'

export const tokenOf = (req: Request): string => String(req.params.token)

export const seeLink: RequestHandler = (req, res) => answerLink(req, res, 200, acceptPage)

/**
 * A link that lives leads to the page that was asked for; a dead one says why. Somebody who is signed in
 * is another person than the one invited, who has no account yet: they are asked to sign out first.
 */
export async function answerLink(
  req: Request,
  res: Response,
  status: number,
  draw: (view: LinkView) => Page,
): Promise<void> {
  const { ctx, live, formToken } = visitOf(res)
  const token = tokenOf(req)
  const seen = await seeInvitation(ctx, token)
  const view = { seen, now: ctx.now(), path: linkTo('', 'invitation', token), formToken: formToken() }
  if (seen.death) return sendPage(res, 410, deadLinkPage(view, seen.death, live !== null))
  if (live) return sendPage(res, 409, somebodyElsePage(view, live.session))
  sendPage(res, status, draw(view))
}

/** From a browser that is signed in, sending a form does what looking does: nothing is used up. */
export const unlessSignedIn: RequestHandler = (req, res, next) =>
  visitOf(res).live ? seeLink(req, res, next) : next()
