import type { RequestHandler } from 'express'
import { actingAs } from '../../usecases/context.ts'
import { listSessions } from '../../usecases/sessions/list-sessions.ts'
import { revokeSession, revokeSessions } from '../../usecases/sessions/revoke-sessions.ts'
import { seeAccount } from '../../usecases/users/see-account.ts'
import { goTo } from '../frame/go-to.ts'
import { sendPage } from '../frame/send-page.ts'
import { typed } from '../guard/typed.ts'
import { visitOf } from '../visit.ts'
import { doneFrom } from './done.page.ts'
import { sessionsPage } from './sessions.page.ts'

export const seeSessions: RequestHandler = async (req, res) => {
  const { ctx, live, formToken } = visitOf(res)
  if (!live) return goTo(res, '/sign-in')
  const acting = actingAs(ctx, live.actor)
  const sessions = await listSessions(acting, live.actor.userId)
  const { timeZone } = await seeAccount(acting)
  const currentId = live.session.id
  const view = { sessions, currentId, timeZone, now: ctx.now(), formToken: formToken() }
  sendPage(res, 200, sessionsPage({ ...view, done: doneFrom(req.query.done) }))
}

/** One of them, or all others where none is named. */
export const endFromPage: RequestHandler = async (req, res) => {
  const { ctx, live } = visitOf(res)
  if (!live) return goTo(res, '/sign-in')
  const acting = actingAs(ctx, live.actor)
  const { sessionId } = typed(req, 'sessionId')
  if (sessionId) await revokeSession(acting, sessionId)
  else await revokeSessions(acting, live.actor.userId, live.session.id)
  goTo(res, '/account/sessions?done=sessions')
}
