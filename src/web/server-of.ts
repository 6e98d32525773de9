import {
  createServer,
  IncomingMessage,
  type RequestListener,
  type Server,
  type ServerOptions,
  ServerResponse,
} from 'node:http'
import type { Express } from 'express'

/**
 * An app behind the port, and whoever answers before it. Express gives each request and each answer its own prototype, one by one, and in V8 an object
 * that was given another one lives until the next collection of everything: it cost two thirds of what express does, and
 * of the memory. Born with it, they are left as they are.
 */
export function serverOf(app: Express, answer: RequestListener, options: ServerOptions = {}): Server {
  class Asked extends IncomingMessage {}
  class Answered extends ServerResponse {}
  Object.setPrototypeOf(Asked.prototype, app.request)
  Object.setPrototypeOf(Answered.prototype, app.response)
  Object.assign(app, { request: Asked.prototype, response: Answered.prototype })
  return createServer({ ...options, IncomingMessage: Asked, ServerResponse: Answered }, answer)
}
