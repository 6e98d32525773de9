import type { RequestHandler } from 'express'
import { seeAccount } from '../../usecases/users/see-account.ts'
import { sendPage } from '../frame/send-page.ts'
import { signedIn } from '../visit.ts'
import { accountPage } from './account.page.ts'
import { doneFrom } from './done.page.ts'

export const seeAccountPage: RequestHandler = async (req, res) => {
  const { acting, formToken } = signedIn(res)
  const account = await seeAccount(acting)
  sendPage(res, 200, accountPage(account, formToken(), doneFrom(req.query.done)))
}
