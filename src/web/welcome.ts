import type { RequestHandler } from 'express'
import { goTo } from './frame/go-to.ts'
import { sendPage } from './frame/send-page.ts'
import type { WebNeeds } from './needs.ts'
import { visitOf } from './visit.ts'
import { welcomePage } from './welcome.page.ts'

export const seeWelcome =
  ({ welcome }: WebNeeds): RequestHandler =>
  (_req, res) =>
    visitOf(res).live ? goTo(res, '/account') : sendPage(res, 200, welcomePage(welcome))
