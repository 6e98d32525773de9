import type { RequestHandler } from 'express'
import { actingAs } from '../../usecases/context.ts'
import { signOut } from '../../usecases/sessions/sign-out.ts'
import { goTo } from '../frame/go-to.ts'
import { sendPage } from '../frame/send-page.ts'
import { clearSession } from '../guard/cookies.ts'
import { nextPath } from '../guard/next-path.ts'
import { typed } from '../guard/typed.ts'
import type { WebNeeds } from '../needs.ts'
import { visitOf } from '../visit.ts'
import { signOutPage } from './sign-out.page.ts'

export const seeSignOut: RequestHandler = (_req, res) => {
  const { live, formToken } = visitOf(res)
  if (!live) return goTo(res, '/sign-in')
  sendPage(res, 200, signOutPage({ email: live.session.email, formToken: formToken() }))
}

/** Somebody who held a link for another person comes back to it. */
export const signOutFromPage =
  ({ publicUrl }: WebNeeds): RequestHandler =>
  async (req, res) => {
    const { ctx, live } = visitOf(res)
    if (live) await signOut(actingAs(ctx, live.actor), live.session.id)
    clearSession(req, res)
    goTo(res, nextPath(typed(req, 'next').next, publicUrl) ?? '/sign-in')
  }
