import type { RequestHandler } from 'express'
import { goTo } from '../frame/go-to.ts'
import { visitOf } from '../visit.ts'

/** Whoever is not signed in comes back here after it; a session for changing the password reaches no further. */
export const onlySignedIn: RequestHandler = (req, res, next) => {
  const { live } = visitOf(res)
  if (!live) return goTo(res, `/sign-in?next=${encodeURIComponent(req.path)}`)
  if (live.session.kind === 'must-change') return goTo(res, '/first-sign-in')
  next()
}

/** For the one page that such a session does reach; nobody else has business there. */
export const onlyBeforeChange: RequestHandler = (_req, res, next) => {
  const { live } = visitOf(res)
  if (!live) return goTo(res, '/sign-in?next=%2Ffirst-sign-in')
  if (live.session.kind !== 'must-change') return goTo(res, '/account')
  next()
}
