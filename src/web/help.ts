import type { RequestHandler } from 'express'
import { sendPage } from './frame/send-page.ts'
import { helpPage } from './help.page.ts'

export const seeHelp: RequestHandler = (_req, res) => sendPage(res, 200, helpPage())
