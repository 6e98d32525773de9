import type { RequestHandler, Response } from 'express'
import { inWords, Refusal } from '../../domain/refusal.ts'
import { actingAs } from '../../usecases/context.ts'
import { changePassword } from '../../usecases/passwords/change-password.ts'
import { seeAccount } from '../../usecases/users/see-account.ts'
import type { Fault } from '../frame/form.page.ts'
import { goTo } from '../frame/go-to.ts'
import { sendPage } from '../frame/send-page.ts'
import { keepSession } from '../guard/cookies.ts'
import { typed } from '../guard/typed.ts'
import { faultsIn, refusalWords } from '../refusal-words.ts'
import { orRefused } from '../refused.ts'
import { visitOf } from '../visit.ts'
import { changePage } from './change.page.ts'

/** One page for both: the change of one's own will, and the one that a temporary password asks for. */
export const seeChange: RequestHandler = (_req, res) => draw(res, 200)

async function draw(res: Response, status: number, faults: Fault[] = []): Promise<void> {
  const { ctx, live, formToken } = visitOf(res)
  if (!live) return goTo(res, '/sign-in')
  const { organizationName, passwordMinimum } = await seeAccount(actingAs(ctx, live.actor))
  const isFirst = live.session.kind === 'must-change'
  const path = isFirst ? '/first-sign-in' : '/account/password'
  sendPage(
    res,
    status,
    changePage({ organizationName, passwordMinimum, isFirst, path, formToken: formToken(), faults }),
  )
}

export const changeFromPage: RequestHandler = async (req, res) => {
  const { ctx, live, browser } = visitOf(res)
  if (!live) return goTo(res, '/sign-in')
  const change = typed(req, 'current', 'password', 'passwordAgain')
  const begun = await orRefused(changePassword(actingAs(ctx, live.actor), change, browser, live.session.id))
  if (begun instanceof Refusal) {
    const faults = faultsIn(begun)
    if (faults.length === 0) throw begun
    return draw(res, inWords(refusalWords, begun).status, faults)
  }
  keepSession(res, begun, ctx.now())
  goTo(res, live.session.kind === 'full' ? '/account?done=password' : '/account')
}
