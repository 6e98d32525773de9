import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { Router } from 'express'
import type { Deliver } from '../domain/message.ts'
import type { Outside } from '../usecases/context.ts'
import { channels, smallTalk, TEAM } from './cast.ts'
import { castFor, type Stage } from './cast-for.ts'
import { humanRouter } from './human-api/router.ts'
import { keepTalk } from './keep-talk.ts'
import type { Letters } from './mailbox/letters.ts'
import { mailboxRouter } from './mailbox/router.ts'
import { onlyHere } from './only-here.ts'
import { pageRouter } from './page/router.ts'
import { usherFrom } from './usher-app.ts'
import { slackRouter } from './web-api/router.ts'
import type { Manifest } from './workspace/app-from-manifest.ts'
import { type Clock, keptClock } from './workspace/clock.ts'
import { openWorkspace } from './workspace/open-workspace.ts'
import { channelCalled, personCalled } from './workspace/people.ts'
import { say } from './workspace/talk.ts'
import { tell, type Workspace } from './workspace/workspace.ts'

/** Where all of it is mounted. */
const MOUNTED_AT = '/playground'

export interface Needs {
  ctx: Outside
  clock: Clock
  port: number
  dataDir: string
  /** What this Slack is told of Usher, as any other would be. */
  manifest: Manifest
  /** The command in it that invites. */
  invites: string
  /** Null where letters really leave. */
  letters: Letters | null
  /** Whatever may have become due by now, on the way to a later time or there. */
  doWhatIsDue(isThere: boolean): Promise<void>
  sealingKeys: [Buffer, ...Buffer[]]
  /** Whether an empty database may be given an example. */
  mayFurnish: boolean
}

export interface Playground {
  router: Router
  /** For the Slack door: where this Slack is, and what it signs with; new ones at each start. */
  settings: {
    apiUrl: string
    signingSecret: string
    botToken: string
    oauth: null
    appToken: null
    sealingKeys: [Buffer, ...Buffer[]]
  }
  /** The same mail room, watched: the page shows a letter when it comes. */
  watching(deliver: Deliver): Deliver
  /** Pages that listen are let go, or they would hold up the end. */
  stop(): void
}

export const playgroundClock = (dataDir: string): Clock => keptClock(join(dataDir, 'playground-clock.json'))

/** A Slack of our own, with people to be, for whoever has none connected. */
export async function openPlayground(needs: Needs): Promise<Playground> {
  const stage = await castFor(needs.ctx, needs.mayFurnish)
  const here = `http://127.0.0.1:${needs.port}`
  const secrets = {
    signingSecret: randomBytes(16).toString('hex'),
    botToken: `xoxb-${randomBytes(16).toString('hex')}`,
  }
  const workspace = openWorkspace({
    ...secrets,
    now: needs.clock.now,
    deliverTo: () => here,
    baseUrl: () => here + MOUNTED_AT,
    team: { ...TEAM, name: stage.teamName },
    app: usherFrom(needs.manifest, needs.invites),
    people: stage.people,
    channels,
  })
  const hasTalked = keepTalk(workspace, join(needs.dataDir, 'playground-talk'))
  for (const { channel, who, text } of hasTalked ? [] : smallTalk)
    say(workspace, channelCalled(workspace, channel), personCalled(workspace, who).id, { text })
  return {
    stop: () => tell(workspace, { what: 'end' }),
    router: routerOf(needs, workspace, stage),
    settings: {
      ...secrets,
      apiUrl: `${here}${MOUNTED_AT}/api/`,
      oauth: null,
      appToken: null,
      sealingKeys: needs.sealingKeys,
    },
    watching: (deliver) => async (letter, envelope) => {
      const sent = await deliver(letter, envelope)
      tell(workspace, { what: 'letter' })
      return sent
    },
  }
}

function routerOf({ clock, letters, doWhatIsDue }: Needs, workspace: Workspace, stage: Stage): Router {
  const router = Router()
  const all = Router()
  all.use(onlyHere)
  all.use(pageRouter({ letters, stage }))
  if (letters) all.use(mailboxRouter(letters, clock.now))
  all.use(slackRouter(workspace))
  all.use(humanRouter(workspace, clock, doWhatIsDue))
  router.use(MOUNTED_AT, all)
  return router
}
