import type { RequestHandler } from 'express'
import { forRequests, type Log } from '../log.ts'
import { loggedPath } from './guard/logged-path.ts'
import { requestIdOf } from './request-id.ts'

/** One line for each request, when it is over however it ended. Neither query, body nor cookie is in it. */
export const accessLog =
  (log: Log, lines = forRequests(log)): RequestHandler =>
  (req, res, next) => {
    const startedAt = performance.now()
    res.once('close', () => {
      const { method } = req
      const path = loggedPath(req)
      const status = res.writableFinished ? res.statusCode : 499
      const ms = Math.round(performance.now() - startedAt)
      const requestId = requestIdOf(res)
      lines.info({ requestId, method, path, status, ms, ip: req.ip }, `${method} ${path} ${status}`)
    })
    next()
  }
