import type { RequestHandler, Response } from 'express'
import { isManaged } from '../../domain/managed-fields.ts'
import { inWords, Refusal } from '../../domain/refusal.ts'
import { isFresh } from '../../domain/session.ts'
import { changeOwnPhone } from '../../usecases/users/edit-user.ts'
import { seeAccount } from '../../usecases/users/see-account.ts'
import type { Fault } from '../frame/form.page.ts'
import { goTo } from '../frame/go-to.ts'
import { sendPage } from '../frame/send-page.ts'
import { typed } from '../guard/typed.ts'
import { faultsIn, refusalWords } from '../refusal-words.ts'
import { orRefused } from '../refused.ts'
import { signedIn } from '../visit.ts'
import { managedPage } from './managed.page.ts'
import { phonePage } from './phone.page.ts'

export const seePhone: RequestHandler = (_req, res) => draw(res, 200)

async function draw(res: Response, status: number, again: { typed?: string; faults?: Fault[] } = {}) {
  const { acting, session, formToken } = signedIn(res)
  const { user, managed } = await seeAccount(acting)
  const { phone, email } = user
  if (managed && isManaged(managed, 'phone') && !again.faults)
    return sendPage(res, 200, managedPage('phone number', phone, managed.connection))
  const view = { phone, email, isFresh: isFresh(session, acting.now()), formToken: formToken() }
  sendPage(res, status, phonePage({ ...view, ...again }))
}

export const changeFromPage: RequestHandler = async (req, res) => {
  const { acting, session } = signedIn(res)
  const { phone, current } = typed(req, 'phone', 'current')
  const proof = { sessionId: session.id, password: current }
  const changed = await orRefused(changeOwnPhone(acting, phone, proof))
  if (!(changed instanceof Refusal)) return goTo(res, '/account?done=phone')
  const faults = faultsIn(changed)
  if (faults.length === 0) throw changed
  await draw(res, inWords(refusalWords, changed).status, { typed: phone, faults })
}
