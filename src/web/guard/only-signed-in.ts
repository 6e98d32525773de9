import type { RequestHandler } from 'express'
import { mustChangePage } from '../account/must-change.page.ts'
import { goTo } from '../frame/go-to.ts'
import { sendPage } from '../frame/send-page.ts'
import { visitOf } from '../visit.ts'

/** Whoever is not signed in comes back here after it; a session for changing the password reaches no further. */
export const onlySignedIn: RequestHandler = (req, res, next) => {
  const { live, formToken } = visitOf(res)
  if (!live) return goTo(res, `/sign-in?next=${encodeURIComponent(req.path)}`)
  if (live.session.kind === 'must-change')
    return sendPage(res, 403, mustChangePage({ formToken: formToken() }))
  next()
}
