import type { RequestHandler, Response } from 'express'
import { ipFrom } from '../caller.ts'
import { actingAs, type Outside } from '../usecases/context.ts'
import type { Browser } from '../usecases/sessions/begin-session.ts'
import { type LiveSession, readSession } from '../usecases/sessions/read-session.ts'
import { clearSession, formCookie, keepFormCookie, sessionCookie } from './guard/cookies.ts'
import { formTokenFor, newFormCookie } from './guard/form-token.ts'
import type { WebNeeds } from './needs.ts'
import { requestIdOf } from './request-id.ts'

/** One request as its page needs it. */
export interface Visit {
  ctx: Outside
  browser: Browser
  /** Who is signed in, read afresh. */
  live: LiveSession | null
  /** What a form on this page has to bring back. Only a page with a form makes the cookie that goes with it. */
  formToken(): string
}

export const visitOf = (res: Response): Visit => res.locals.visit

/** The same for pages that only somebody signed in reaches. */
export function signedIn(res: Response) {
  const { ctx, live, formToken } = visitOf(res)
  if (!live) throw new Error('A page of an account was reached by nobody')
  return { acting: actingAs(ctx, live.actor), session: live.session, formToken }
}

export const visiting =
  (needs: WebNeeds): RequestHandler =>
  async (req, res, next) => {
    const ctx = needs.begin({ requestId: requestIdOf(res), surface: 'web', ip: ipFrom(req.ip) })
    const token = sessionCookie(req)
    const live = token ? await readSession(ctx, token) : null
    if (!live) clearSession(req, res)

    const formToken = (): string => {
      const kept = formCookie(req) ?? newFormCookie()
      keepFormCookie(res, kept)
      return formTokenFor(needs.formKey, kept, live ? token : null)
    }
    const visit: Visit = { ctx, browser: { userAgent: req.get('user-agent') ?? null }, live, formToken }
    res.locals.visit = visit
    next()
  }
