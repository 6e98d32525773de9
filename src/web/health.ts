import { Router } from 'express'

export interface Health {
  isMigrated(): Promise<boolean>
  isStopping(): boolean
  mail: Checked
  /** What is known of it, or a way to ask. */
  slack: string | Checked
  /** The queue of this instance; others go on with its work. */
  queue(): string
}

interface Checked {
  check(): Promise<{ ok: boolean; reply: string }>
}

/** How long an answer of the mail server, or of Slack, is believed; it is told, but never makes us unready. */
const BELIEVED_MS = 60_000
const DATABASE_PATIENCE_MS = 3_000

/**
 * /healthz: this process lives. /readyz: it can do its work, and if not, which part is down. Only without its database
 * or its migrations can it serve nobody; what waits for mail, Slack or the queue is kept, and leaves later.
 */
export function healthRouter(health: Health): Router {
  const router = Router()
  const mailWord = lastWordOf(health.mail)
  const slackWord = typeof health.slack === 'string' ? () => health.slack : lastWordOf(health.slack)
  router.get('/healthz', (_request, response) => {
    response.set('Cache-Control', 'no-store').json({ status: 'ok' })
  })
  router.get('/readyz', async (_request, response) => {
    const database = await databaseWord(health)
    const isReady = database === 'ok' && !health.isStopping()
    const stopping = health.isStopping() ? { stopping: true } : {}
    const parts = { database, queue: health.queue(), mail: mailWord(), slack: slackWord(), ...stopping }
    if (!isReady) response.set('Retry-After', '5')
    response
      .status(isReady ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json({ status: isReady ? 'ok' : 'not ready', ...parts })
  })
  return router
}

async function databaseWord({ isMigrated }: Health): Promise<string> {
  const late = new Promise<string>((say) =>
    setTimeout(() => say('does not answer'), DATABASE_PATIENCE_MS).unref(),
  )
  const asked = isMigrated()
    .then((all) => (all ? 'ok' : 'migrations are missing'))
    .catch(() => 'unreachable')
  return Promise.race([asked, late])
}

/** Asked behind the answer, so that whoever hangs never makes the health check hang. */
function lastWordOf({ check }: Checked): () => string {
  let word = 'not asked yet'
  let askedAt = 0
  return () => {
    if (Date.now() - askedAt > BELIEVED_MS) {
      askedAt = Date.now()
      check()
        .then(({ ok, reply }) => {
          word = ok ? 'ok' : reply
        })
        .catch(() => {
          word = 'unreachable'
        })
    }
    return word
  }
}
