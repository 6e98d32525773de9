import type { RequestHandler, Response } from 'express'
import type { SlackInstalled, SlackInstalling } from '../../domain/slack-install.ts'
import { isFirstTime } from '../../usecases/slack/hear-from.ts'
import { goTo } from '../frame/go-to.ts'
import { sendPage } from '../frame/send-page.ts'
import { troublePage } from '../frame/trouble.page.ts'
import { clearInstall, installCookie, keepInstall } from '../guard/cookies.ts'
import type { WebNeeds } from '../needs.ts'
import { visitOf } from '../visit.ts'
import { installedPage, installPage, notInstalledPage } from './install.page.ts'
import { beginInstall, isOurState, nameOfState } from './install-state.ts'

export const seeInstall: RequestHandler = (_req, res) => sendPage(res, 200, installPage())

/** To Slack, which asks; the browser keeps one half of the state. */
export const beginFromPage =
  ({ formKey }: Pick<WebNeeds, 'formKey'>, slack: SlackInstalling): RequestHandler =>
  (_req, res) => {
    const { cookie, state } = beginInstall(formKey, visitOf(res).ctx.now())
    keepInstall(res, cookie)
    goTo(res, slack.authorizeUrl(state))
  }

/** Back from Slack. Only the browser that began it can end it, once. */
export const finishInstall =
  ({ formKey }: Pick<WebNeeds, 'formKey'>, slack: SlackInstalling): RequestHandler =>
  async (req, res) => {
    const { ctx } = visitOf(res)
    const { state, code, error } = req.query
    const isOurs = isOurState(formKey, installCookie(req), state, ctx.now())
    clearInstall(res)
    if (!isOurs || !(await isFirstTime(ctx, nameOfState(String(state)))))
      return sendPage(res, 400, notInstalledPage('state'))
    if (error === 'access_denied') return sendPage(res, 200, notInstalledPage('denied'))
    if (typeof code !== 'string' || code === '' || error) return sendPage(res, 400, notInstalledPage('slack'))
    sendOutcome(res, await slack.finish(code))
  }

function sendOutcome(res: Response, outcome: SlackInstalled): void {
  if (outcome.result === 'installed') sendPage(res, 200, installedPage(outcome))
  else if (outcome.result === 'enterprise') sendPage(res, 400, notInstalledPage('enterprise'))
  else sendPage(res, 400, troublePage({ heading: 'Usher was not installed', text: refused(outcome.said) }))
}

const refused = (said: string): string =>
  `Slack refused it, and said “${said}”. Nothing was installed: begin again, and tell whoever runs Usher if it goes on.`
