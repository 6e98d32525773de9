import type { RequestHandler } from 'express'
import { sendPage } from '../frame/send-page.ts'
import { troublePage } from '../frame/trouble.page.ts'

/** Closes a route: what it does not do is 405, and says what it does. */
export const refuseOthers = (...methods: ('GET' | 'POST')[]): RequestHandler => {
  const allowed = methods.flatMap((it) => (it === 'GET' ? ['GET', 'HEAD'] : [it])).join(', ')
  const text = 'This address cannot be used that way. Please go back and use the buttons of the page.'
  return (_req, res) => {
    res.set('Allow', allowed)
    sendPage(res, 405, troublePage({ heading: 'Not done this way', text }))
  }
}
