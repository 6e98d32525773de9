import { App, LogLevel } from '@slack/bolt'
import type { Router } from 'express'
import type { DeliverCard, GreetInSlack } from '../../domain/card.ts'
import type { SlackInstalling } from '../../domain/slack-install.ts'
import { greeting } from '../binding/greet.ts'
import { deliveringCards } from '../cards/deliver-card.ts'
import { installing } from '../install/install.ts'
import type { SlackNeeds } from '../needs.ts'
import { quiet } from './clients.ts'
import { type Ack, type Hearing, hearing } from './hear.ts'
import { Line } from './line.ts'
import { oneWorkspace } from './one-workspace.ts'
import type { Body } from './read-body.ts'
import { HttpReceiver } from './receiver.ts'
import { tell } from './told.ts'
import { manyWorkspaces } from './workspaces.ts'

export interface SlackDoor {
  /** Where Slack posts to; nothing in Socket Mode but the pages of installing. */
  router: Router
  /** Cards leave through the queue, and through here. */
  deliverCard: DeliverCard
  greet: GreetInSlack
  /** Null where one token serves one workspace. */
  installing: SlackInstalling | null
  start(): Promise<void>
  /** Takes no more, and waits for what was acknowledged already. */
  stop(): Promise<void>
  /** Everything that was acknowledged up to now is done. */
  settled(): Promise<void>
}

type What = Pick<Hearing, 'reactionTo' | 'toUnknown' | 'drawHome' | 'drawEntrance' | 'pace'> & {
  events: string[]
}

/** Bolt with our own receiver, and one listener for each kind of deed: what it means is for the tables in app.ts. */
export function openDoor(needs: SlackNeeds, what: What): SlackDoor {
  const { settings, log } = needs
  const workspaces = settings.botToken ? oneWorkspace(needs, settings.botToken) : manyWorkspaces(needs)
  const { hear, whatIsUnderWay } = noting(
    timing(hearing({ ...needs, ...what, workspaces }), needs.acknowledged),
  )
  const outside = () => needs.begin({ requestId: 'slack', surface: 'slack', ip: null })
  const clientsOf = (teamId: string) => workspaces.of({ appId: null, who: { teamId, slackUserId: '' } })
  const now = () => outside().now()
  const line = settings.appToken ? new Line(settings.appToken, settings, log) : null
  // Down a line of ours Slack needs no way in.
  const http = new HttpReceiver({ signingSecret: line ? null : settings.signingSecret, now, log })

  const app = new App({
    receiver: line?.receiver ?? http,
    // Who this is for is decided after the acknowledgement (door/hear.ts): nothing may be looked up before it.
    authorize: async () => ({}),
    logger: quiet(log),
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: settings.apiUrl },
  })
  app.command(/.*/, ({ body, ack }) => hear(body as unknown as Body, ack as Ack))
  app.action(/.*/, ({ body, ack }) => hear(body as unknown as Body, ack as Ack))
  app.shortcut(/.*/, ({ body, ack }) => hear(body as unknown as Body, ack as Ack))
  app.options(/.*/, ({ body, ack }) => hear(body as unknown as Body, ack as Ack))
  for (const type of ['view_submission', 'view_closed'] as const)
    app.view({ callback_id: /.*/, type }, ({ body, ack }) => hear(body as unknown as Body, ack as Ack))
  for (const event of what.events)
    app.event(event, ({ body }) => hear(body as unknown as Body, async () => {}))
  app.error(async (err) => log.error({ err }, 'Slack was answered with an error'))

  return {
    router: http.router,
    deliverCard: deliveringCards(clientsOf),
    greet: greeting({ ...needs, outside, clientsOf, drawHome: what.drawHome }),
    installing: installing(needs, workspaces.renew),
    start: async () => line?.open(),
    stop: async () => {
      workspaces.stop()
      await line?.close()
      await whatIsUnderWay()
    },
    settled: whatIsUnderWay,
  }
}

/** Slack waits three seconds for an acknowledgement, so somebody should watch how long it does. */
const timing =
  (hear: Hear, noted: SlackNeeds['acknowledged']): Hear =>
  (body, ack) => {
    const startedAt = performance.now()
    return hear(body, async (answer) => {
      await ack(answer)
      noted?.(deedOf(body), (performance.now() - startedAt) / 1000)
    })
  }

const deedOf = (body: Body): string => tell(body)?.deed ?? 'unknown'

type Hear = (body: Body, ack: Ack) => Promise<void>

/** What was acknowledged is a promise: nobody leaves before it is kept. */
function noting(hearing: Hear): { hear: Hear; whatIsUnderWay(): Promise<void> } {
  const underWay = new Set<Promise<void>>()
  return {
    hear: (body, ack) => {
      const heard = hearing(body, ack)
      underWay.add(heard)
      return heard.finally(() => underWay.delete(heard))
    },
    whatIsUnderWay: async () => void (await Promise.allSettled(underWay)),
  }
}
