import type { RequestHandler, Response } from 'express'
import { isManaged } from '../../domain/managed-fields.ts'
import { inWords, Refusal } from '../../domain/refusal.ts'
import { isFresh } from '../../domain/session.ts'
import { askToChangeOwnEmail } from '../../usecases/users/change-email.ts'
import { seeAccount } from '../../usecases/users/see-account.ts'
import type { Fault } from '../frame/form.page.ts'
import { sendPage } from '../frame/send-page.ts'
import { typed } from '../guard/typed.ts'
import { faultsIn, refusalWords } from '../refusal-words.ts'
import { orRefused } from '../refused.ts'
import { signedIn } from '../visit.ts'
import { emailAskedPage, emailPage } from './email.page.ts'
import { managedPage } from './managed.page.ts'

export const seeEmail: RequestHandler = async (_req, res) => {
  const { managed, user } = await seeAccount(signedIn(res).acting)
  if (managed && isManaged(managed, 'email'))
    return sendPage(res, 200, managedPage('email address', user.email, managed.connection))
  draw(res, 200)
}

function draw(res: Response, status: number, again: { typed?: string; faults?: Fault[] } = {}): void {
  const { acting, session, formToken } = signedIn(res)
  const view = { email: session.email, isFresh: isFresh(session, acting.now()), formToken: formToken() }
  sendPage(res, status, emailPage({ ...view, ...again }))
}

export const askFromPage: RequestHandler = async (req, res) => {
  const { acting, session } = signedIn(res)
  const { address, current } = typed(req, 'address', 'current')
  const proof = { sessionId: session.id, password: current }
  const asked = await orRefused(askToChangeOwnEmail(acting, address, proof))
  if (!(asked instanceof Refusal)) return sendPage(res, 200, emailAskedPage(address.trim()))
  const faults = faultsIn(asked)
  if (faults.length === 0) throw asked
  draw(res, inWords(refusalWords, asked).status, { typed: address, faults })
}
