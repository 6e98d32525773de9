import type { RequestHandler } from 'express'
import { forgetPassword } from '../../usecases/passwords/forget-password.ts'
import { sendPage } from '../frame/send-page.ts'
import { typed } from '../guard/typed.ts'
import { visitOf } from '../visit.ts'
import { forgotAnsweredPage, forgotPage } from './forgot.page.ts'

export const seeForgot: RequestHandler = (_req, res) =>
  sendPage(res, 200, forgotPage({ formToken: visitOf(res).formToken() }))

export const forgetFromPage: RequestHandler = async (req, res) => {
  await forgetPassword(visitOf(res).ctx, typed(req, 'identifier').identifier)
  sendPage(res, 200, forgotAnsweredPage())
}
