import { createServer } from 'node:http'
import { App, ExpressReceiver, LogLevel } from '@slack/bolt'
import { closed, listening, openSlack, type Slack, urlOf } from '../../support/slack/open-slack.ts'

export interface TinyBot {
  app: App
  slack: Slack
  close(): Promise<void>
}

/** A real Bolt app, as small as can be, that the workspace has to prove itself against. */
export async function openTinyBot(wish: Parameters<typeof openSlack>[0] = {}): Promise<TinyBot> {
  const slack = await openSlack(wish)
  const { signingSecret } = slack.workspace
  const receiver = new ExpressReceiver({ signingSecret, logLevel: LogLevel.ERROR })
  const app = new App({
    receiver,
    authorize: async () => ({ botToken: 'xoxb-of-the-tests', botId: slack.workspace.app.botId }),
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 1, minTimeout: 10 } },
    logLevel: LogLevel.ERROR,
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
