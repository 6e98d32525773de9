import type { RequestHandler, Response } from 'express'
import { newRequestId } from '../caller.ts'

/** Ours alone: an id from outside could forge a line of the log, or join two requests in it. */
export function requestIdOf(res: Response): string {
  const { locals } = res
  locals.requestId ??= newRequestId()
  return locals.requestId
}

export const requestId: RequestHandler = (_req, res, next) => {
  res.set('X-Request-Id', requestIdOf(res))
  next()
}
