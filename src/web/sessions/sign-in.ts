import type { RequestHandler, Response } from 'express'
import { inWords, Refusal, type RefusalCode } from '../../domain/refusal.ts'
import { actingAs } from '../../usecases/context.ts'
import { signIn } from '../../usecases/sessions/sign-in.ts'
import { signOut } from '../../usecases/sessions/sign-out.ts'
import { goTo } from '../frame/go-to.ts'
import { sendPage } from '../frame/send-page.ts'
import { keepSession } from '../guard/cookies.ts'
import { nextPath } from '../guard/next-path.ts'
import { typed } from '../guard/typed.ts'
import type { WebNeeds } from '../needs.ts'
import { refusalWords } from '../refusal-words.ts'
import { orRefused } from '../refused.ts'
import { visitOf } from '../visit.ts'
import { signInPage } from './sign-in.page.ts'

const HOME = '/account'
/** Answered on the form itself; nothing else about a sign-in is. */
const areAboutTheForm = new Set<RefusalCode>(['sign-in-failed', 'which-organization'])

export const seeSignIn =
  ({ publicUrl }: WebNeeds): RequestHandler =>
  (req, res) => {
    const { live, formToken } = visitOf(res)
    const next = nextPath(req.query.next, publicUrl) ?? HOME
    if (live) return goTo(res, next)
    sendPage(res, 200, signInPage({ next, formToken: formToken() }))
  }

export const signInFromPage =
  ({ publicUrl }: WebNeeds): RequestHandler =>
  async (req, res) => {
    const { ctx, live, browser } = visitOf(res)
    const form = typed(req, 'identifier', 'password', 'organizationId', 'next')
    const next = nextPath(form.next, publicUrl) ?? HOME
    const wish = { ...form, organizationId: form.organizationId || null }
    const begun = await orRefused(signIn(ctx, wish, browser))
    if (begun instanceof Refusal) return again(res, begun, { next, identifier: form.identifier })

    if (live) await signOut(actingAs(ctx, live.actor), live.session.id)
    keepSession(res, begun, ctx.now())
    goTo(res, next)
  }

function again(res: Response, refusal: Refusal, form: { next: string; identifier: string }): void {
  if (!areAboutTheForm.has(refusal.code)) throw refusal
  const { status, text, field, organizations = [] } = inWords(refusalWords, refusal)
  const faults = [{ text, ...(field ? { field } : {}) }]
  const formToken = visitOf(res).formToken()
  sendPage(res, status, signInPage({ ...form, formToken, faults, organizations }))
}
