import type { RequestHandler } from 'express'
import { Refusal } from '../../domain/refusal.ts'
import { unbindPerson } from '../../usecases/slack/unbind-person.ts'
import { goTo } from '../frame/go-to.ts'
import { orRefused } from '../refused.ts'
import { signedIn } from '../visit.ts'

/** Asked twice is asked once. */
export const disconnectSlack: RequestHandler = async (_req, res) => {
  const { acting, session } = signedIn(res)
  const done = await orRefused(unbindPerson(acting, session.userId))
  if (done instanceof Refusal && done.code !== 'slack-not-connected') throw done
  goTo(res, '/account?done=slack')
}
