import type { RequestHandler } from 'express'
import { askForNewLink } from '../../usecases/invitations/ask-for-new-link.ts'
import { sendPage } from '../frame/send-page.ts'
import { visitOf } from '../visit.ts'
import { askedPage } from './asked.page.ts'
import { tokenOf } from './see-link.ts'

export const askFromPage: RequestHandler = async (req, res) => {
  await askForNewLink(visitOf(res).ctx, tokenOf(req))
  sendPage(res, 200, askedPage())
}
