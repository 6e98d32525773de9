import type { NextFunction, Request, Response } from 'express'

const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])
const names = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * The playground shows everybody's letters, links included. So it is for whoever sits at this machine: not for
 * the network, and not for a web page that made a name of its own point here.
 */
export function onlyHere(request: Request, response: Response, next: NextFunction): void {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '')
  const isHere = loopback.has(request.socket.remoteAddress ?? '') && names.has(host)
  if (isHere) next()
  else
    response
      .status(403)
      .type('text')
      .send('The playground answers only on its own machine, at http://localhost.')
}
