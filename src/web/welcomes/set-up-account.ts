import type { Request, RequestHandler, Response } from 'express'
import { linkTo } from '../../domain/link.ts'
import { requirableFields } from '../../domain/organization.ts'
import { inWords, Refusal } from '../../domain/refusal.ts'
import { askForWelcome } from '../../usecases/welcomes/ask-for-welcome.ts'
import { seeWelcome } from '../../usecases/welcomes/see-welcome.ts'
import { setUpAccount } from '../../usecases/welcomes/set-up-account.ts'
import { goTo } from '../frame/go-to.ts'
import { sendPage } from '../frame/send-page.ts'
import { keepSession } from '../guard/cookies.ts'
import { mustNotBeSomebodyElse } from '../guard/somebody-else.ts'
import { typed } from '../guard/typed.ts'
import { faultsIn, refusalWords } from '../refusal-words.ts'
import { orRefused } from '../refused.ts'
import { sendUnknownLink } from '../unknown-link.ts'
import { visitOf } from '../visit.ts'
import { deadWelcomePage, type SetUpAgain, setUpPage, welcomeAskedPage } from './set-up.page.ts'

const tokenOf = (req: Request): string => String(req.params.token)

export const seeWelcomeLink: RequestHandler = (req, res) => answer(req, res, 200)

async function answer(req: Request, res: Response, status: number, again?: SetUpAgain): Promise<void> {
  const { ctx, formToken } = visitOf(res)
  const seen = await orRefused(seeWelcome(ctx, tokenOf(req)))
  if (seen instanceof Refusal) return sendDead(req, res, seen)
  mustNotBeSomebodyElse(res, seen.userId)
  const view = { seen, now: ctx.now(), path: linkTo('', 'welcome', tokenOf(req)), formToken: formToken() }
  sendPage(res, status, setUpPage(view, again))
}

export const setUpFromPage: RequestHandler = async (req, res) => {
  const { ctx, browser } = visitOf(res)
  const token = tokenOf(req)
  const seen = await orRefused(seeWelcome(ctx, token))
  if (seen instanceof Refusal) return sendDead(req, res, seen)
  mustNotBeSomebodyElse(res, seen.userId)
  const profile = typed(req, ...requirableFields)
  const said = { ...typed(req, 'firstName', 'lastName', 'password', 'passwordAgain'), profile }
  const begun = await orRefused(setUpAccount(ctx, token, said, browser))
  if (!(begun instanceof Refusal)) {
    keepSession(res, begun, ctx.now())
    return goTo(res, '/account')
  }
  const faults = faultsIn(begun)
  if (faults.length === 0) return sendDead(req, res, begun)
  const { firstName, lastName } = said
  const { status } = inWords(refusalWords, begun)
  await answer(req, res, status, { names: { firstName, lastName }, profile, faults })
}

export const askFromWelcome: RequestHandler = async (req, res) => {
  await askForWelcome(visitOf(res).ctx, tokenOf(req))
  sendPage(res, 200, welcomeAskedPage())
}

function sendDead(req: Request, res: Response, refusal: Refusal): void {
  if (refusal.code === 'link-dead') {
    const { cause } = (refusal as Refusal<'link-dead'>).facts
    const view = { path: linkTo('', 'welcome', tokenOf(req)), formToken: visitOf(res).formToken() }
    sendPage(res, 410, deadWelcomePage(cause, view))
  } else sendUnknownLink(res, refusal)
}
