import type { Request, RequestHandler, Response } from 'express'
import { linkTo } from '../../domain/link.ts'
import { Refusal } from '../../domain/refusal.ts'
import { confirmSlackLink, type SeenSlackLink, seeSlackLink } from '../../usecases/slack/confirm-link.ts'
import { sendPage } from '../frame/send-page.ts'
import { mustNotBeSomebodyElse } from '../guard/somebody-else.ts'
import { orRefused } from '../refused.ts'
import { sendUnknownLink } from '../unknown-link.ts'
import { visitOf } from '../visit.ts'
import { connectedPage, connectPage, deadConnectPage } from './connect.page.ts'

export const seeSlackLinkPage: RequestHandler = async (req, res) => {
  const seen = await look(req, res)
  if (!seen) return
  const path = linkTo('', 'slack-link', tokenOf(req))
  sendPage(res, 200, connectPage({ seen, path, formToken: visitOf(res).formToken() }))
}

export const connectFromPage: RequestHandler = async (req, res) => {
  if (!(await look(req, res))) return
  const connected = await orRefused(confirmSlackLink(visitOf(res).ctx, tokenOf(req)))
  if (connected instanceof Refusal) return sendDead(res, connected)
  sendPage(res, 200, connectedPage(connected))
}

const tokenOf = (req: Request): string => String(req.params.token)

/** What a live link leads to; of a dead one the page that says why has been sent. */
async function look(req: Request, res: Response): Promise<SeenSlackLink | null> {
  const seen = await orRefused(seeSlackLink(visitOf(res).ctx, tokenOf(req)))
  if (seen instanceof Refusal) {
    sendDead(res, seen)
    return null
  }
  mustNotBeSomebodyElse(res, seen.userId)
  return seen
}

function sendDead(res: Response, refusal: Refusal): void {
  if (refusal.code === 'link-dead') {
    const { cause } = (refusal as Refusal<'link-dead'>).facts
    sendPage(res, 410, deadConnectPage(cause))
  } else sendUnknownLink(res, refusal)
}
