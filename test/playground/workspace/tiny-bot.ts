import { createServer } from 'node:http'
import { App, ExpressReceiver, type Logger, LogLevel } from '@slack/bolt'
import { closed, listening, openSlack, type Slack, urlOf } from '../../support/slack/open-slack.ts'

/** Tests look at what the person sees, not at what Bolt grumbles about on the way. */
export const quiet: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
}

export interface TinyBot {
  app: App
  slack: Slack
  close(): Promise<void>
}

/** A real Bolt app, as small as can be, that the workspace has to prove itself against. */
export async function openTinyBot(wish: Parameters<typeof openSlack>[0] = {}): Promise<TinyBot> {
  const slack = await openSlack(wish)
  const { signingSecret } = slack.workspace
  const receiver = new ExpressReceiver({ signingSecret, logger: quiet })
  const app = new App({
    receiver,
    authorize: async () => ({ botToken: 'xoxb-of-the-tests', botId: slack.workspace.app.botId }),
    clientOptions: { slackApiUrl: slack.apiUrl, logger: quiet, retryConfig: { retries: 1, minTimeout: 10 } },
    logger: quiet,
  })
  app.error(async () => {})
  const server = await listening(createServer(receiver.app))
  slack.botIsAt(urlOf(server))
  return {
    app,
    slack,
    close: async () => {
      await closed(server)
      await slack.close()
    },
  }
}
