import type { RequestListener } from 'node:http'
import express from 'express'
import { callerOf } from './caller.ts'
import type { House } from './house.ts'
import type { Log } from './log.ts'
import { countRequests } from './meters/count-requests.ts'
import type { Measures } from './meters/measures.ts'
import type { Playground } from './playground/open-playground.ts'
import { openScim, type ScimDoor } from './scim/router.ts'
import type { SlackDoor } from './slack/door/open-door.ts'
import { commandNames, type SlackSettings, settingsFrom } from './slack/needs.ts'
import { bouncesRouter } from './web/bounces.ts'
import { errorPage, notFoundPage } from './web/faults.ts'
import { healthRouter } from './web/health.ts'
import { metricsRouter } from './web/metrics.ts'
import { webRouter } from './web/router.ts'

export interface Doors {
  web: express.Express
  /** Of every request, at whichever door. */
  answer: RequestListener
  slack: SlackDoor | null
  scim: ScimDoor
}

interface Around {
  log: Log
  /** Null beside a real Slack, and in production. */
  playground: Playground | null
  measures: Measures
  /** How the queue of this instance does. */
  queue(): string
  isStopping(): boolean
}

/** Every door of the house: providers go straight to theirs, everybody else through one express app. */
export async function openDoors(
  house: House,
  { log, playground, measures, queue, isStopping }: Around,
): Promise<Doors> {
  const { config } = house
  const settings =
    playground?.settings ?? (config.slack && settingsFrom(config.slack, house.keysFor('slack tokens')))
  // Slack's own packages are a third of all there is to load: only where there is a Slack.
  const slack = settings
    ? (await import('./slack/app.ts')).openSlack({
        begin: house.begin,
        publicUrl: config.publicUrl,
        log,
        mail: house.mail.deliver,
        settings,
        commands: commandNames(config.slackCommands),
        acknowledged: (deed, seconds) => measures.acks.note({ deed }, seconds),
      })
    : null
  const web = express()
  web.set('trust proxy', config.trustProxy)
  web.disable('x-powered-by')
  web.use(
    healthRouter({
      isMigrated: house.isMigrated,
      isStopping,
      mail: house.mail,
      slack: playground ? 'simulated' : slackWord(house, settings, log),
      queue,
    }),
  )
  web.use(metricsRouter({ text: measures.text, token: config.metricsToken }))
  // Before anything that would read a body: they are signed as they came.
  if (config.bounceHookSecret) web.use(bouncesRouter({ begin: house.begin, secret: config.bounceHookSecret }))
  if (slack) web.use(slack.router)
  if (playground) web.use(playground.router)
  web.use(
    webRouter({
      begin: house.begin,
      publicUrl: config.publicUrl,
      formKey: house.keyFor('forms'),
      log,
      slackInstall: slack?.installing ?? null,
      slackIsAt: playground ? '/playground' : null,
      welcome: { hints: playground ? hints : [] },
    }),
  )
  web.use(notFoundPage)
  web.use(errorPage(log))
  const scim = openScim({
    begin: house.begin,
    callerOf: (req) => callerOf(req, web.get('trust proxy fn')),
    publicUrl: config.publicUrl,
    log,
    answered: (connection, result) => measures.scim.add({ connection, result }),
  })
  const count = countRequests(measures)
  const answer: RequestListener = (req, res) => {
    count(req, res)
    if (!scim.answer(req, res)) web(req, res)
  }
  return { web, answer, slack, scim }
}

/** With one workspace it is asked; each of many has words of its own in `usher doctor`. */
function slackWord(house: House, settings: SlackSettings | null, log: Log) {
  if (!settings?.botToken) return settings ? 'configured' : 'not connected'
  const ctx = house.begin({ requestId: 'readiness', surface: 'slack', ip: null })
  const check = async () => {
    const { checkSlack } = await import('./slack/check-slack.ts')
    const [found] = await checkSlack(ctx, settings, log)
    return { ok: found?.ok ?? false, reply: found?.says ?? 'unknown' }
  }
  return { check }
}

const hints = [
  { text: 'Open the playground: Usher in a Slack of its own, with people to be', href: '/playground' },
  { text: 'Letters are kept here while no SMTP_URL is set: open the mailbox', href: '/playground/mailbox' },
  {
    text: 'Rather begin with an organization of your own? Start with another DATA_DIR, and beside it',
    command: 'npx usher init --organization "Acme" --owner you@example.com',
  },
]
