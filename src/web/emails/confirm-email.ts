import type { Request, RequestHandler, Response } from 'express'
import { linkTo } from '../../domain/link.ts'
import { Refusal } from '../../domain/refusal.ts'
import {
  confirmEmailChange,
  type SeenEmailChange,
  seeEmailChange,
} from '../../usecases/users/confirm-email.ts'
import { sendPage } from '../frame/send-page.ts'
import { mustNotBeSomebodyElse } from '../guard/somebody-else.ts'
import { orRefused } from '../refused.ts'
import { sendUnknownLink } from '../unknown-link.ts'
import { visitOf } from '../visit.ts'
import { confirmedPage, confirmPage, deadConfirmPage } from './confirm.page.ts'

export const seeEmailLink: RequestHandler = async (req, res) => {
  const seen = await look(req, res)
  if (!seen) return
  const path = linkTo('', 'email-change', tokenOf(req))
  sendPage(res, 200, confirmPage({ seen, path, formToken: visitOf(res).formToken() }))
}

export const confirmFromPage: RequestHandler = async (req, res) => {
  const { ctx, live } = visitOf(res)
  if (!(await look(req, res))) return
  const changed = await orRefused(confirmEmailChange(ctx, tokenOf(req)))
  if (changed instanceof Refusal) return sendDead(res, changed)
  sendPage(res, 200, confirmedPage(changed.email ?? '', live !== null))
}

const tokenOf = (req: Request): string => String(req.params.token)

/** What a live link leads to; of a dead one the page that says why has been sent. */
async function look(req: Request, res: Response): Promise<SeenEmailChange | null> {
  const seen = await orRefused(seeEmailChange(visitOf(res).ctx, tokenOf(req)))
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
    sendPage(res, 410, deadConfirmPage(cause))
  } else sendUnknownLink(res, refusal)
}
