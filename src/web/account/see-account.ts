import type { RequestHandler } from 'express'
import { seeAccount } from '../../usecases/users/see-account.ts'
import { sendPage } from '../frame/send-page.ts'
import type { WebNeeds } from '../needs.ts'
import { signedIn } from '../visit.ts'
import { accountPage } from './account.page.ts'
import { doneFrom } from './done.page.ts'

export const seeAccountPage =
  ({ slackIsAt }: WebNeeds): RequestHandler =>
  async (req, res) => {
    const { acting, formToken } = signedIn(res)
    const account = await seeAccount(acting)
    const done = doneFrom(req.query.done)
    sendPage(res, 200, accountPage(account, { formToken: formToken(), done, slackIsAt }))
  }
