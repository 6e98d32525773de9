import type { App, Receiver } from '@slack/bolt'
import express, { type RequestHandler, type Response, type Router } from 'express'
import type { Log } from '../../log.ts'
import { type Body, readBody } from './read-body.ts'
import { isSigned } from './signature.ts'

/** Slack waits three seconds; what is not acknowledged by then is said to have failed. */
const ACKNOWLEDGE_MS = 2_900
const BODY_LIMIT = '4mb'

interface ReceiverNeeds {
  /** Null in Socket Mode, where Slack posts nothing to us: then nothing is taken from anybody. */
  signingSecret: string | null
  now(): Date
  log: Log
}

/**
 * Slack over HTTP, on the one express app. Ours instead of Bolt's because Bolt's accepts signatures from the
 * future, parses what it can not verify yet, and answers 404 where nobody listens.
 */
export class HttpReceiver implements Receiver {
  readonly router: Router
  private app: App | null = null
  private readonly needs: ReceiverNeeds

  constructor(needs: ReceiverNeeds) {
    this.needs = needs
    this.router = express.Router()
    // Slack signs what it sends: packed bytes are not the ones it signed.
    const raw = express.raw({ type: () => true, limit: BODY_LIMIT, inflate: false })
    if (needs.signingSecret)
      this.router.post('/slack/events', raw, this.verify(needs.signingSecret), this.hear)
  }

  init(app: App): void {
    this.app = app
  }

  /** The house opens the port; there is nothing to start or to stop here. */
  async start(): Promise<void> {}
  async stop(): Promise<void> {}

  private verify =
    (secret: string): RequestHandler =>
    (req, res, next) => {
      const body = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0)
      const timestamp = req.get('x-slack-request-timestamp')
      const signature = req.get('x-slack-signature')
      if (isSigned({ timestamp, signature, body }, secret, this.needs.now())) return next()
      res.sendStatus(401)
    }

  private hear: RequestHandler = async (req, res) => {
    const body = readBody(req.get('content-type'), req.body as Buffer)
    if (!body) return void res.sendStatus(400)
    if (body.ssl_check === '1') return void res.sendStatus(200)
    if (body.type === 'url_verification') return void res.json({ challenge: body.challenge })
    const late = setTimeout(() => this.giveUp(res, body), ACKNOWLEDGE_MS)
    res.once('close', () => clearTimeout(late))
    try {
      await this.app?.processEvent({
        body,
        ack: async (answer?: unknown) => send(res, answer),
        ...retryOf(req.get('x-slack-retry-num'), req.get('x-slack-retry-reason')),
      })
      send(res, undefined) // Nobody listens for it: nobody has to wait three seconds to learn that.
    } catch (err) {
      this.needs.log.error({ err, type: body.type }, 'What Slack sent could not be read')
      if (!res.headersSent) res.sendStatus(500)
    }
  }

  /** 503, not 404: an event comes again, and a person is told to try again. */
  private giveUp(res: Response, body: Body): void {
    if (res.headersSent) return
    this.needs.log.error({ type: body.type }, 'Slack was not acknowledged in time')
    res.sendStatus(503)
  }
}

function send(res: Response, answer: unknown): void {
  if (res.headersSent) return
  if (answer === undefined || answer === '') res.status(200).end()
  else if (typeof answer === 'string') res.status(200).send(answer)
  else res.status(200).json(answer)
}

const retryOf = (num: string | undefined, reason: string | undefined) =>
  num === undefined ? {} : { retryNum: Number(num), retryReason: reason ?? '' }
