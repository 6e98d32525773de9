import type { RequestHandler } from 'express'
import { actingAs } from '../../usecases/context.ts'
import { seeAccount } from '../../usecases/users/see-account.ts'
import { sendPage } from '../frame/send-page.ts'
import { visitOf } from '../visit.ts'
import { accountPage } from './account.page.ts'

export const seeAccountPage: RequestHandler = async (_req, res) => {
  const { ctx, live, formToken } = visitOf(res)
  if (!live) throw new Error('The account page was reached by nobody')
  const account = await seeAccount(actingAs(ctx, live.actor))
  sendPage(res, 200, accountPage(account, formToken()))
}
