import express, { type Request, type RequestHandler } from 'express'
import { outOfDatePage } from '../frame/out-of-date.page.ts'
import { sendPage } from '../frame/send-page.ts'
import type { WebNeeds } from '../needs.ts'
import { formCookie, sessionCookie } from './cookies.ts'
import { isFormToken } from './form-token.ts'
import { isFromOurPages, type Sender } from './same-origin.ts'
import { typed } from './typed.ts'

export const readForm: RequestHandler = express.urlencoded({
  extended: false,
  limit: '32kb',
  parameterLimit: 50,
})

/** Every form must come from a page we drew, in this browser, for this session. */
export const onlyOurForms =
  ({ formKey, publicUrl }: WebNeeds): RequestHandler =>
  (req, res, next) => {
    const { formToken } = typed(req, 'formToken')
    const proof = { given: formToken, cookie: formCookie(req), session: sessionCookie(req) }
    if (isFromOurPages(senderOf(req), publicUrl) && isFormToken(formKey, proof)) return next()
    sendPage(res, 403, outOfDatePage(pageOf(req)))
  }

const senderOf = (req: Request): Sender => ({
  fetchSite: req.get('sec-fetch-site'),
  origin: req.get('origin'),
  self: `${req.protocol}://${req.get('host')}`,
})

/** Where that form stands: some are sent to a place of their own, which has no page. */
const pageOf = (req: Request): string =>
  req.path
    .replace(/\/ask\/?$/, '')
    .replace(/^\/account\/picture\b.*/, '/account/profile')
    .replace(/^\/account\/data\b.*/, '/account')
