import type { Request, RequestHandler, Response } from 'express'
import { linkTo } from '../../domain/link.ts'
import { inWords, Refusal } from '../../domain/refusal.ts'
import { resetPassword, seeReset } from '../../usecases/passwords/reset-password.ts'
import type { Fault } from '../frame/form.page.ts'
import { sendPage } from '../frame/send-page.ts'
import { mustNotBeSomebodyElse } from '../guard/somebody-else.ts'
import { typed } from '../guard/typed.ts'
import { faultsIn, refusalWords } from '../refusal-words.ts'
import { orRefused } from '../refused.ts'
import { sendUnknownLink } from '../unknown-link.ts'
import { visitOf } from '../visit.ts'
import { deadResetPage, resetDonePage, resetPage } from './reset.page.ts'

export const seeResetLink: RequestHandler = (req, res) => answerResetLink(req, res, 200)

async function answerResetLink(
  req: Request,
  res: Response,
  status: number,
  faults: Fault[] = [],
): Promise<void> {
  const { ctx, formToken } = visitOf(res)
  const token = String(req.params.token)
  const seen = await orRefused(seeReset(ctx, token))
  if (seen instanceof Refusal) return sendDead(res, seen)
  mustNotBeSomebodyElse(res, seen.userId)
  sendPage(res, status, resetPage({ seen, path: linkTo('', 'reset', token), formToken: formToken(), faults }))
}

export const resetFromPage: RequestHandler = async (req, res) => {
  const { ctx } = visitOf(res)
  const seen = await orRefused(seeReset(ctx, String(req.params.token)))
  if (seen instanceof Refusal) return sendDead(res, seen)
  mustNotBeSomebodyElse(res, seen.userId)
  const done = await orRefused(
    resetPassword(ctx, String(req.params.token), typed(req, 'password', 'passwordAgain')),
  )
  if (!(done instanceof Refusal)) return sendPage(res, 200, resetDonePage())
  const faults = faultsIn(done)
  if (faults.length === 0) return sendDead(res, done)
  await answerResetLink(req, res, inWords(refusalWords, done).status, faults)
}

function sendDead(res: Response, refusal: Refusal): void {
  if (refusal.code === 'link-dead') {
    const { cause } = (refusal as Refusal<'link-dead'>).facts
    sendPage(res, 410, deadResetPage(cause))
  } else sendUnknownLink(res, refusal)
}
