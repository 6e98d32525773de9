import { createHash, timingSafeEqual } from 'node:crypto'
import { type Request, type RequestHandler, Router } from 'express'
import { ipFrom } from '../caller.ts'

interface Metrics {
  text(): Promise<string>
  /** METRICS_TOKEN. Without one, only this machine itself may read. */
  token: string | null
}

/** /metrics: what this instance measures of itself, for Prometheus. */
export function metricsRouter({ text, token }: Metrics): Router {
  const router = Router()
  const mayRead: RequestHandler = (req, res, next) => {
    if (token ? isGiven(req, token) : isFromHere(req)) return next()
    res.set('Cache-Control', 'no-store').type('text/plain')
    if (token) res.status(401).set('WWW-Authenticate', 'Bearer realm="metrics"').send(needsToken)
    else res.status(403).send(onlyHere)
  }
  router.get('/metrics', mayRead, async (_req, res) => {
    res.set('Cache-Control', 'no-store').set('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
    res.send(await text())
  })
  return router
}

const needsToken = 'Send METRICS_TOKEN: "Authorization: Bearer …".\n'
const onlyHere =
  'Without METRICS_TOKEN this is only for the machine that Usher runs on: set one, and send it.\n'

function isGiven(req: Request, token: string): boolean {
  const given = /^Bearer +(\S+) *$/i.exec(req.get('authorization') ?? '')?.[1] ?? ''
  const digest = (of: string) => createHash('sha256').update(of).digest()
  return timingSafeEqual(digest(given), digest(token))
}

/** By the socket, and not through a proxy that stands here too: what it passes on comes from anywhere. */
function isFromHere(req: Request): boolean {
  const isPassedOn = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some(
    (it) => req.get(it) !== undefined,
  )
  const ip = ipFrom(req.socket.remoteAddress) ?? ''
  return !isPassedOn && (ip === '::1' || ip.startsWith('127.'))
}
