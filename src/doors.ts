import express from 'express'
import type { House } from './house.ts'
import type { Log } from './log.ts'
import { mailboxRouter } from './playground/mailbox/router.ts'
import { openSlack } from './slack/app.ts'
import type { SlackDoor } from './slack/door/open-door.ts'
import { commandNames, settingsFrom } from './slack/needs.ts'
import { errorPage, notFoundPage } from './web/faults.ts'
import { healthRouter } from './web/health.ts'
import { webRouter } from './web/router.ts'

export interface Doors {
  web: express.Express
  slack: SlackDoor | null
}

interface Around {
  log: Log
  hasPlayground: boolean
  isStopping(): boolean
}

/** One express app, and every door of the house on it. */
export function openDoors(house: House, { log, hasPlayground, isStopping }: Around): Doors {
  const { config } = house
  const settings = config.slack && settingsFrom(config.slack, house.keysFor('slack tokens'))
  const slack = settings
    ? openSlack({
        begin: house.begin,
        publicUrl: config.publicUrl,
        log,
        settings,
        commands: commandNames(config.slackCommands),
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
      slack: slack ? 'configured' : 'not connected',
    }),
  )
  // Before anything that would read a body: Slack signs the bytes.
  if (slack) web.use(slack.router)
  if (hasPlayground && house.mailbox) web.use('/playground', mailboxRouter(house.mailbox))
  web.use(
    webRouter({
      begin: house.begin,
      publicUrl: config.publicUrl,
      formKey: house.keyFor('forms'),
      log,
      slackInstall: slack?.installing ?? null,
      welcome: { hints: hasPlayground ? hints : [] },
    }),
  )
  web.use(notFoundPage)
  web.use(errorPage(log))
  return { web, slack }
}

const hints = [
  { text: 'Letters are kept here while no SMTP_URL is set: open the mailbox', href: '/playground/mailbox' },
  { text: 'Make an organization', command: 'npx usher init --organization "Acme" --owner you@example.com' },
]
